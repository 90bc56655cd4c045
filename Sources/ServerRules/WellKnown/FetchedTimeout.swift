import Diagnostics
import Federation

/// W208: the web server of the server name does not answer.
enum FetchedTimeout: DelegationRule {
    static let info = RuleInfo(
        "W208",
        "timeout",
        .warning,
        summary: "the request for the well-known document is not answered in time",
        page: RulePage(
            whatItChecks: "Looks whether the request for `/.well-known/matrix/server` ran into a time-out.",
            whyItMatters: """
                Every server asks for the document before anything else and waits: Synapse up to a minute. Usually a \
                firewall drops connections to port 443 in silence. A refused connection costs no time.
                """,
            howToFix: """
                Answer port 443 of the server name, be it with status 404, or have the firewall reject connections \
                instead of dropping them.
                """,
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "192.0.2.80",
                          "error": "timeout", "phase": "connect"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "192.0.2.80",
                          "error": "connection-refused", "phase": "connect"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        // Where another address answers, that is what is said.
        guard !context.fetched(.server).contains(where: { $0.error == nil }) else { return }
        for entry in context.fetchedOnce(.server, by: { $0.error == .timeout ? "timeout" : nil }) {
            findings.report(timeout(context, entry))
        }
    }
}

// MARK: - Messages

extension FetchedTimeout {
    private static func timeout(_ context: DelegationContext, _ entry: HTTPSEntry) -> Finding {
        let phase =
            switch entry.circumstances.phase {
            case .resolve: ", while its address was looked up"
            case .connect: ", while connecting"
            case .tls: ", in the TLS handshake"
            case .request, .headers, .body: ", though the connection was there"
            case nil: ""
            }
        return context.finding(
            info,
            "the request for the well-known document is not answered in time\(entry.atAddress)\(phase)",
            of: entry,
            why: "every peer waits for it before it tries anything else, Synapse up to a minute",
            help: "answer port 443 of the server name, or have the firewall reject connections instead of dropping them"
        )
    }
}
