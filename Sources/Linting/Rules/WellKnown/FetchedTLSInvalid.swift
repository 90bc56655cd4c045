import DNS
import Federation

/// W209: the web server of the server name has no certificate that peers accept.
enum FetchedTLSInvalid: DelegationRule {
    static let info = RuleInfo(
        "W209",
        "tls-invalid",
        .error,
        summary: "the well-known document cannot be fetched because TLS fails",
        page: RulePage(
            whatItChecks: """
                Looks whether the request for `/.well-known/matrix/server` failed at TLS: a certificate for another \
                name, out of date, of an unknown authority, or a handshake that failed. A warning where SRV records \
                exist and no document is configured, for then none may be meant.
                """,
            whyItMatters: """
                The document counts only over a connection with a valid certificate for the server name. Peers do not \
                tell that it failed: they go on to SRV records and port 8448.
                """,
            howToFix: """
                Give the web server of the server name a certificate that lists the server name, from a public \
                authority, with the intermediate certificates.
                """,
            references: ["Matrix server-server, Server discovery", "Matrix server-server, TLS"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "192.0.2.80",
                          "error": "tls-failed", "phase": "tls", "detail": "certificate has expired"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "address": "192.0.2.80",
                          "status": 200, "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(
            .server, by: { $0.error == .tlsFailed ? $0.circumstances.detail ?? "" : nil })
        {
            findings.report(failed(context, entry))
        }
    }
}

// MARK: - Messages

extension FetchedTLSInvalid {
    private static func failed(_ context: DelegationContext, _ entry: HTTPSEntry) -> Finding {
        let host = context.delegatingHost ?? ""
        let hasServices = MatrixService.allCases.contains { service in
            context.services(service, at: host).map { !ServicePlaces($0.records, context).isEmpty } ?? false
        }
        let reason = entry.circumstances.detail.map { ": \(Words.quoted($0, limit: 160))" } ?? ""
        return context.finding(
            info,
            "the well-known document cannot be fetched, because TLS fails\(entry.atAddress)\(reason)",
            of: entry,
            why: "without a word to anybody \(context.withoutDocument)",
            help:
                "give the web server of `\(host)` a certificate that lists `\(host)`, from a public authority, with its "
                + "intermediates",
            severity: hasServices && !context.isDocumentMeant(entry) ? .warning : .error
        )
    }
}
