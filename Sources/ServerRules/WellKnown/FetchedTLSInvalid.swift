import DNS
import Diagnostics
import Federation

/// W209: peers do not accept the certificate of the web server of the server name.
enum FetchedTLSInvalid: ServerRule {
    static let info = RuleInfo(
        "W209",
        "well-known-tls-failed",
        .error,
        stopsPeers: true,
        summary: "the well-known document cannot be fetched because TLS fails",
        page: RulePage(
            whatItChecks: """
                Checks whether the request for `/.well-known/matrix/server` failed during the TLS handshake. \
                Usually the certificate is for another name, expired, or from an unknown CA. It is \
                only a warning if SRV records exist and no document is configured, because no document may be \
                intended.
                """,
            whyItMatters: """
                The document counts only if it comes over a connection with a valid certificate for the server name. \
                Otherwise peers silently continue as if there were no document: with SRV records, then port 8448.
                """,
            howToFix: """
                Install a certificate from a public CA that is valid for the server name on its web server, with the \
                intermediate certificates.
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(
            .server, by: { $0.error == .tlsFailed ? $0.circumstances.detail ?? "" : nil })
        {
            findings.report(failed(context, entry))
        }
    }
}

// MARK: - Messages

extension FetchedTLSInvalid {
    private static func failed(_ context: ServerContext, _ entry: HTTPSEntry) -> Finding {
        let host = context.delegatingHost ?? ""
        let hasServices = MatrixService.allCases.contains { service in
            context.services(service, at: host).map { !ServiceEndpoints($0.records, context).isEmpty } ?? false
        }
        let reason = entry.circumstances.detail.map { ": \(Words.quoted($0, limit: 160))" } ?? ""
        return context.finding(
            info,
            "the well-known document cannot be fetched because TLS fails\(entry.atAddress)\(reason)",
            of: entry,
            why: "peers silently continue as if there were no document, with SRV records and then port 8448",
            help:
                "install a certificate from a public CA that is valid for `\(host)` on the web server of `\(host)`, with "
                + "its intermediate certificates",
            severity: hasServices && !context.isDocumentIntended(entry) ? .warning : .error
        )
    }
}
