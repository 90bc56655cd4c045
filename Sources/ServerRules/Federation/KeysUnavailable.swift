import Diagnostics
import Federation

/// F112: the signing keys are not available.
enum KeysUnavailable: ServerRule {
    static let info = RuleInfo(
        "F112",
        "keys-unavailable",
        .error,
        summary: "`/_matrix/key/v2/server` returns no signing keys",
        page: RulePage(
            whatItChecks: """
                Checks whether `/_matrix/key/v2/server` returns status 200 and a JSON document with `verify_keys`. Not \
                reported if F106 or F111 gives the reason.
                """,
            whyItMatters: """
                Without these keys, peers cannot verify anything that the server sends, and drop it. Usually the \
                request ends at a web server: it reaches the wrong virtual host, or the virtual host does not forward \
                `/_matrix/key`. Bot protection or HTTP authentication in front of it answers with status 401, 403 or 503, \
                and a homeserver whose listener lacks the federation API with `M_UNRECOGNIZED`.
                """,
            howToFix: """
                Forward everything below `/_matrix/` to the homeserver. With SRV records, peers send the server name \
                in the Host header, not the SRV target, so the virtual host must accept the server name. Exempt \
                `/_matrix/` from bot protection and authentication, which peers cannot pass. In Synapse, the listener needs \
                the resource `federation`.
                """,
            references: ["Matrix server-server, Publishing keys"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.answers(
                    FederationExample.version(),
                    FederationExample.keys(#""status": 404, "body": "<html>Not Found</html>""#))),
            FederationExample.bad(
                FederationExample.answers(
                    FederationExample.keys(
                        #""status": 403, "headers": [["cf-mitigated", "challenge"]], "body": "<title>Just a moment...</title>""#
                    ))),
            FederationExample.bad(
                FederationExample.answers(
                    FederationExample.keys(
                        #""status": 404, "body": "{\"errcode\": \"M_UNRECOGNIZED\", \"error\": \"Unrecognized request\"}""#
                    ))),
            FederationExample.good(
                FederationExample.answers(FederationExample.version(), FederationExample.keys(.right))),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let outcomes = context.grouped { probe -> String? in
            guard probe.endpoint.isMain, WrongServer.trouble(probe) == nil,
                HostHeaderOutcome(probe)?.isMainRejected != true
            else { return nil }
            return trouble(probe)
        }
        for (words, probes) in outcomes { findings.report(unavailable(context, words, probes)) }
    }

    /// Returns why the response has no keys, or `nil` if it has keys or was not collected.
    static func trouble(_ probe: EndpointProbe) -> String? {
        guard let entry = probe.request(.keys) else { return nil }
        guard entry.isSuccess else { return entry.failureText + (entry.reason.map { " (\($0))" } ?? "") }
        guard let body = entry.body else { return nil }
        do throws(KeyDocumentProblem) {
            _ = try KeyDocument(Array(body.utf8))
            return nil
        } catch {
            return "status 200, but not a key document: \(error.words)"
        }
    }
}

// MARK: - Messages

extension KeysUnavailable {
    /// Whether a homeserver answers requests of clients at the endpoint.
    private static func isClientAPIForwarded(_ context: ServerContext, _ endpoint: FederationEndpoint) -> Bool {
        guard endpoint.port == 443 else { return false }
        return context.fetched(at: "https://\(endpoint.host.lowercased())/_matrix/client/versions").contains { entry in
            guard entry.error == nil, entry.status == 200, let body = entry.body else { return false }
            return (try? JSONReader.read(body))?["versions"]?.array != nil
        }
    }

    /// Returns the certificate if it shows that another virtual host answers, which has other names and no keys.
    private static func wrongVirtualHost(_ context: ServerContext, _ probes: [EndpointProbe]) -> [RoutePart] {
        let endpoint = probes[0].endpoint
        return probes.allSatisfy(context.isOtherVirtualHost)
            ? [.certificate(host: endpoint.key.host, port: Int(endpoint.port))] : []
    }

    private static func unavailable(
        _ context: ServerContext, _ words: String, _ probes: [EndpointProbe]
    ) -> Finding {
        let header = probes[0].request(.keys)?.hostHeader ?? ""
        var position = RoutePosition(
            .responses(probes[0].endpoint), follows: wrongVirtualHost(context, probes))
        position.mayRemain = true
        return Finding(
            info,
            "`\(FederationPath.keys.rawValue)` at \(probes.words) returns no signing keys: \(words)",
            at: nil,
            why: Sentences.joined([
                "TCP and TLS work, but without these keys peers cannot verify anything from the server",
                context.stepClause(probes[0].endpoint), context.implementationClause(probes[0].endpoint),
            ]),
            help: probes[0].request(.keys)?.help(host: probes[0].endpoint.host)
                ?? "forward everything below `/_matrix/` to the homeserver in the virtual host for "
                + "\(Words.quoted(header, limit: 80)), which is the Host header that peers send"
                + (isClientAPIForwarded(context, probes[0].endpoint)
                    ? ". The proxy forwards `/_matrix/client/` already" : ""),
            subject: context.subject,
            source: probes[0].request(.keys)?.source,
            route: position
        )
    }
}
