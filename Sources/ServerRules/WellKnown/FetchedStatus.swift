import Diagnostics
import Federation

/// W201: the response has a status other than 200.
enum FetchedStatus: ServerRule {
    static let info = RuleInfo(
        "W201",
        "status-not-200",
        .warning,
        stopsPeers: true,
        summary: "the well-known document has a status other than 200",
        page: RulePage(
            whatItChecks: """
                Checks the status of the response from `/.well-known/matrix/server`, after redirects. A 404 is only a \
                note if no document is expected, and not reported where W207 or W210 reports a document elsewhere. If a \
                document is configured, or the path redirects to another host, any status other than 200 is an error.
                """,
            whyItMatters: """
                Only status 200 counts. Synapse, Dendrite and most other implementations treat any other status as "no \
                document" and continue with SRV records, then port 8448.
                """,
            howToFix: """
                Serve the document with status 200. If bot protection, authentication or a CDN answers instead of the web \
                server, exempt `/.well-known/matrix/` from it, or repair the connection between the CDN and the web server.
                """,
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: #"{"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 503}]}"#)
            ),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "status": 530,
                          "body": "error code: 1033"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "status": 200,
                          "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(.server, by: { $0.error == nil ? $0.status.map(String.init) : nil }) {
            guard let status = entry.status, status != 200, !isReportedElsewhere(context, entry, status) else {
                continue
            }
            findings.report(other(context, entry, status))
        }
    }

    /// Whether there is a document at another address of the server name (W207), or on another host (W210), so that the
    /// note that there is none would be wrong or repeat that.
    private static func isReportedElsewhere(_ context: ServerContext, _ entry: HTTPSEntry, _ status: Int) -> Bool {
        guard status == 404, !context.isDocumentIntended(entry), !entry.hasRefusedDocument else { return false }
        return !context.misplacedDocuments.isEmpty
            || entry.address != nil
                && context.fetched(.server).contains { $0.error == nil && $0.status == 200 && $0.address != nil }
    }
}

// MARK: - Messages

extension FetchedStatus {
    private static func serving(
        _ context: ServerContext, _ entry: HTTPSEntry, _ status: Int, _ isExpected: Bool
    ) -> String {
        // The redirect may lead to the document, lose the path, or lead to a website of somebody else.
        let isKept =
            URLParts(entry.lastURL)?.path == URLParts(entry.url)?.path && !context.isInAnotherDomain(entry.lastHost)
        let url = isKept ? entry.lastURL : entry.url
        let place = "`\(url)`" + (url == entry.url && entry.redirects > 0 ? ", without the redirect" : "")
        let condition =
            switch status {
            case 403, 406, 429: " to every client, whatever its address and User-Agent header"
            default: ""
            }
        return "serve the document with status 200 at \(place)\(condition)"
            + (isExpected ? "" : ", or return status 404 if you do not publish one")
    }

    private static func other(_ context: ServerContext, _ entry: HTTPSEntry, _ status: Int) -> Finding {
        let isExpected = context.isDocumentIntended(entry) || entry.hasRefusedDocument
        let isAbsent = status == 404 && !isExpected
        let isOwnResponse = !entry.isSignOn && entry.interception == nil
        return context.finding(
            info,
            isAbsent
                ? "there is no well-known document (status 404\(entry.atAddress))"
                : entry.hasRefusedDocument
                    ? "the well-known document is sent with status \(status), expected 200\(entry.atAddress)"
                    : "the well-known document has status \(status), expected 200\(entry.atAddress)"
                        + (entry.interception.map { ": \($0.clause)" } ?? ""),
            of: entry,
            why: Sentences.joined(
                [
                    entry.redirectClause,
                    isAbsent
                        ? "peers continue with SRV records, then port 8448, which is fine if you do not publish a document"
                        : context.withoutDocument,
                ].compactMap(\.self)),
            help: entry.isSignOn
                ? HTTPSEntry.signOnHelp
                : entry.interception?.help(paths: "/.well-known/matrix/", host: entry.lastHost)
                    ?? (isAbsent
                        ? "to delegate with a document, publish it at `\(entry.url)`"
                        : serving(context, entry, status, isExpected)),
            advice: FindingAdvice(allowsNoDocument: isOwnResponse && !isAbsent && !isExpected),
            severity: isExpected ? .error : isAbsent ? .info : .warning
        )
    }
}
