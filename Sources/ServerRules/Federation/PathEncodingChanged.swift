import Diagnostics
import Federation

/// F113: a proxy changes the percent-encoding of paths.
enum PathEncodingChanged: ServerRule {
    static let info = RuleInfo(
        "F113",
        "path-encoding-changed",
        .warning,
        summary: "a proxy does not forward percent-encoded paths unchanged",
        page: RulePage(
            whatItChecks: """
                If a Synapse answers, requests `/_matrix/key/v2/server/srvlint%2Fprobe`, where Synapse returns its keys \
                whatever the last part is. Reported if this request fails, but the same one without `%2F` works. A proxy \
                that encodes the `%` a second time is not noticed.
                """,
            whyItMatters: """
                IDs of rooms and events are percent-encoded in paths, and the signature of a request covers the path as it \
                was sent. If a proxy decodes it, requests for IDs with a slash fail with status 404, and others with an \
                invalid signature: joining some rooms fails, and events are missing.
                """,
            howToFix: """
                nginx: write `proxy_pass http://127.0.0.1:8008;` without a slash or path after the port, which would make \
                nginx decode the path. Apache: write `AllowEncodedSlashes NoDecode` in the virtual host, and \
                `ProxyPass /_matrix http://127.0.0.1:8008/_matrix nocanon`. Traefik 3.6.4 and later: set \
                `http.encodedCharacters.allowEncodedSlash: true` for the entry point.
                """,
            references: ["Matrix server-server, Request Authentication", "RFC 3986 §2.2"]
        ),
        examples: [
            bad(#""status": 404, "body": "{\"errcode\": \"M_UNRECOGNIZED\"}""#, plain: #""status": 200, "body": "{}""#),
            FederationExample.good(
                FederationExample.answers(
                    FederationExample.version(), FederationExample.keys(.right),
                    encoded(#""status": 200, "body": "{}""#))),
        ]
    )

    private static func encoded(_ answer: String) -> String {
        FederationExample.entry(FederationPath.encodedSlash.rawValue, answer)
    }

    private static func bad(_ answer: String, plain: String) -> RuleExample {
        FederationExample.bad(
            FederationExample.answers(
                FederationExample.version(), FederationExample.keys(.right), encoded(answer),
                FederationExample.entry(FederationPath.plainKeyID.rawValue, plain)))
    }

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let outcomes = context.grouped { probe -> String? in
            guard probe.endpoint.isMain, let encoded = probe.request(.encodedSlash), let status = encoded.status,
                !encoded.isSuccess, status != 429, probe.request(.plainKeyID)?.isSuccess == true
            else { return nil }
            return "status \(status)"
        }
        for (words, probes) in outcomes { findings.report(changed(context, words, probes)) }
    }
}

// MARK: - Messages

extension PathEncodingChanged {
    private static func changed(_ context: ServerContext, _ words: String, _ probes: [EndpointProbe]) -> Finding {
        let entry = probes[0].request(.encodedSlash)
        return Finding(
            info,
            "the proxy at \(probes.words) does not forward `%2F` in a path unchanged: \(words)",
            at: nil,
            why: "peers sign the path as they send it, so requests for some rooms and events fail, although the server "
                + "seems to work",
            help: help(entry?.headers["server"]?.lowercased() ?? ""),
            subject: context.subject,
            source: entry?.source,
            route: RoutePosition(.responses(probes[0].endpoint))
        )
    }

    /// - Parameter server: The `Server` header, in lower case.
    private static func help(_ server: String) -> String {
        let nginx = "write `proxy_pass http://127.0.0.1:8008;` in nginx, without a slash or path after the port"
        let apache =
            "write `AllowEncodedSlashes NoDecode` in the virtual host of Apache, and add `nocanon` to its `ProxyPass`"
        if server.contains("nginx") || server.contains("openresty") { return nginx }
        if server.contains("apache") { return apache }
        return "let the proxy forward paths without decoding them: \(nginx), or \(apache)"
    }
}
