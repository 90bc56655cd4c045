import Diagnostics
import Federation

/// W212: the web server of the server name refuses connections, or does not answer over HTTPS.
enum FetchedNothing: ServerRule {
    static let info = RuleInfo(
        "W212",
        "well-known-refused",
        .info,
        stopsPeers: true,
        summary: "the website of the server name refuses connections on port 443",
        page: RulePage(
            whatItChecks: """
                Checks whether the web server of the server name accepts connections on port 443, and answers the request \
                for `/.well-known/matrix/server` with HTTP. W208 reports a request that times out, W209 a TLS handshake \
                that fails, and W207 differences between addresses.
                """,
            whyItMatters: """
                Peers continue with SRV records and then port 8448, without a delay, which is fine if you do not publish a \
                document. As long as nothing listens on port 443, no document can be published.
                """,
            howToFix: """
                To delegate with a document, let a web server with a certificate for the server name listen on port 443. \
                Without one, delegate with SRV records.
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
                          "error": "connection-refused", "phase": "connect"
                        }]}
                        """)),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "192.0.2.80",
                          "error": "protocol-error", "phase": "headers"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "192.0.2.80", "status": 404
                        }]}
                        """)),
            // This machine has no IPv6, which is not a fault of the server.
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "2001:db8::80",
                          "error": "unreachable", "phase": "connect"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        // If another address responds, W207 reports the difference.
        guard !context.fetched(.server).contains(where: { $0.error == nil }) else { return }
        for entry in context.fetchedOnce(.server, by: { fault($0) }) where entry.hops.count < 2 {
            guard let fault = fault(entry) else { continue }
            findings.report(nothing(context, entry, fault))
        }
    }

    private static func fault(_ entry: HTTPSEntry) -> String? {
        switch entry.error {
        case .connectionRefused: "refuses connections on port 443"
        case .protocolError:
            "does not send a complete and valid HTTP response"
                + (entry.circumstances.detail.map { " (\(Words.quoted($0, limit: 160)))" } ?? "")
        default: nil
        }
    }
}

// MARK: - Messages

extension FetchedNothing {
    private static func nothing(_ context: ServerContext, _ entry: HTTPSEntry, _ fault: String) -> Finding {
        let host = Words.quoted("https://\(URLParts(entry.url)?.host ?? context.input.serverName)", limit: 80)
        let isExpected = context.isDocumentIntended(entry)
        return context.finding(
            info,
            "the website \(host) \(fault)\(entry.atAddress), so peers get no well-known document",
            of: entry,
            why: isExpected
                ? context.withoutDocument
                : "peers continue with SRV records, then port 8448, which is fine if you do not publish a document",
            help: help(context, entry, isExpected),
            severity: isExpected ? .error : nil
        )
    }

    private static func help(_ context: ServerContext, _ entry: HTTPSEntry, _ isExpected: Bool) -> String {
        let condition = isExpected ? "" : "to delegate with a document, "
        if entry.error == .protocolError {
            return condition + "let the web server send a complete response to the request for `\(entry.url)`"
        }
        let isDelegated = [.service, .oldService].contains(context.likelyRoutes?.specification.taken)
        return condition + "let a web server with a certificate for the server name listen on port 443"
            + (isDelegated || isExpected ? "" : "; otherwise, delegate with SRV records")
    }
}
