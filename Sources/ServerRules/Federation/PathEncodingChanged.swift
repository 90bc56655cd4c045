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
                whatever the last part is. Reported if this request fails, but the same one without `%2F` works. If it works, \
                requests `/_matrix/client/v3/directory/room/%23srvlint%3Aexample.com`, an alias that does not exist. \
                Reported if Synapse answers that the alias is invalid, because the proxy encodes the `%` again.
                """,
            whyItMatters: """
                IDs of rooms and events are percent-encoded in paths, and the signature of a request covers the path as it \
                was sent. If a proxy decodes it or encodes it again, requests for IDs with such characters fail with status 404, or \
                with an invalid signature: joining some rooms fails, and events are missing.
                """,
            howToFix: """
                nginx: write `proxy_pass http://127.0.0.1:8008;` without a slash or path after the port, which would make \
                nginx decode the path, and without a `rewrite` to `$request_uri`, which would make it encode the path again. \
                Apache: write `AllowEncodedSlashes NoDecode` in the virtual host, and \
                `ProxyPass /_matrix http://127.0.0.1:8008/_matrix nocanon`. Traefik 3.6.4 and later: set \
                `http.encodedCharacters.allowEncodedSlash: true` for the entry point.
                """,
            references: ["Matrix server-server, Request Authentication", "RFC 3986 §2.2"]
        ),
        examples: [
            bad(#""status": 404, "body": "{\"errcode\": \"M_UNRECOGNIZED\"}""#, plain: #""status": 200, "body": "{}""#),
            FederationExample.bad(answers(alias: #""status": 400, "body": "{\"errcode\": \"M_INVALID_PARAM\"}""#)),
            FederationExample.good(answers(alias: #""status": 404, "body": "{\"errcode\": \"M_NOT_FOUND\"}""#)),
            // The client API is not at this port.
            FederationExample.good(answers(alias: #""status": 400, "body": "<html>""#)),
        ]
    )

    private static func encoded(_ answer: String) -> String {
        FederationExample.entry(FederationPath.encodedSlash.rawValue, answer)
    }

    /// The key document with an encoded slash, and the answer about the alias.
    private static func answers(alias: String) -> String {
        FederationExample.answers(
            FederationExample.version(), FederationExample.keys(.right), encoded(#""status": 200, "body": "{}""#),
            FederationExample.entry(FederationPath.absentAlias(of: "example.com"), alias))
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
        let encoding = context.grouped { probe -> String? in
            guard probe.endpoint.isMain, let alias = probe.aliasRequest, alias.status == 400, let body = alias.body,
                (try? JSONReader.read(Array(body.utf8)))?["errcode"]?.string == "M_INVALID_PARAM"
            else { return nil }
            return "M_INVALID_PARAM"
        }
        for (_, probes) in encoding { findings.report(encodedTwice(context, probes)) }
    }
}

// MARK: - Messages

extension PathEncodingChanged {
    private static func changed(_ context: ServerContext, _ words: String, _ probes: [EndpointProbe]) -> Finding {
        finding(
            context, "the proxy at \(probes.words) does not forward `%2F` in a path unchanged: \(words)", probes,
            probes[0].request(.encodedSlash), help)
    }

    private static func encodedTwice(_ context: ServerContext, _ probes: [EndpointProbe]) -> Finding {
        finding(
            context, "the proxy at \(probes.words) encodes `%` in a path again, as `%25`", probes,
            probes[0].aliasRequest, helpAgainstEncoding)
    }

    private static func finding(
        _ context: ServerContext, _ message: String, _ probes: [EndpointProbe], _ entry: FederationEntry?,
        _ help: (String) -> String
    ) -> Finding {
        Finding(
            info,
            message,
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
    private static func helpAgainstEncoding(_ server: String) -> String {
        let nginx =
            "remove the `rewrite` to `$request_uri` in nginx, and write `proxy_pass http://127.0.0.1:8008;` alone"
        let apache = "add `nocanon` to the `ProxyPass` of Apache"
        if server.contains("nginx") || server.contains("openresty") { return nginx }
        if server.contains("apache") { return apache }
        return "let the proxy forward paths without encoding them again: \(nginx), or \(apache)"
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
