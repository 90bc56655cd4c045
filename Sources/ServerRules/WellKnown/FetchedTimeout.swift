import Diagnostics
import Federation

/// W208: the web server of the server name does not respond.
enum FetchedTimeout: ServerRule {
    static let info = RuleInfo(
        "W208",
        "well-known-timeout",
        .warning,
        stopsPeers: true,
        summary: "the request for the well-known document times out",
        page: RulePage(
            whatItChecks: "Checks whether the request for `/.well-known/matrix/server` timed out.",
            whyItMatters: """
                Peers request the document before anything else and wait for the response, Synapse for up to 60 \
                seconds. Usually a firewall silently drops connections to port 443. A refused connection causes no \
                delay.
                """,
            howToFix: """
                Respond on port 443 of the server name, if only with status 404, or configure the firewall to reject \
                connections instead of dropping them.
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
            // The address is M207.
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "192.168.1.20",
                          "error": "timeout", "phase": "connect"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        // If another address responds, W207 reports the difference.
        guard !context.fetched(.server).contains(where: { $0.error == nil }) else { return }
        for entry in context.fetchedOnce(.server, by: { $0.error == .timeout ? "timeout" : nil })
        where !context.isTimeout(becauseOfAddressAt: entry) {
            findings.report(timeout(context, entry))
        }
    }
}

// MARK: - Messages

extension FetchedTimeout {
    private static func timeout(_ context: ServerContext, _ entry: HTTPSEntry) -> Finding {
        let phase =
            switch entry.circumstances.phase {
            case .resolve: " during the address lookup"
            case .connect: " while connecting"
            case .tls: " during the TLS handshake"
            case .request, .headers, .body: " after the connection was established"
            case nil: ""
            }
        return context.finding(
            info,
            "the request for the well-known document times out\(phase)\(entry.atAddress)",
            of: entry,
            why: "peers wait for the response before they try anything else, Synapse for up to 60 seconds",
            help: "respond on port 443 of the server name, or configure the firewall to reject connections instead "
                + "of dropping them",
            advice: FindingAdvice(allowsNoDocument: true)
        )
    }
}
