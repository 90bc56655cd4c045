import Diagnostics
import Federation

/// W201: the answer has another status than 200.
enum FetchedStatus: DelegationRule {
    static let info = RuleInfo(
        "W201",
        "status-not-200",
        .warning,
        summary: "the well-known document is answered with another status than 200",
        page: RulePage(
            whatItChecks: """
                Looks at the status of the answer from `/.well-known/matrix/server`, after redirects. A 404 where \
                nobody means a document to be there is worth no more than a note; where one is configured, or the path \
                is redirected to another host, any status but 200 is an error.
                """,
            whyItMatters: """
                Only status 200 counts. Synapse, Dendrite and most others take any other for "there is no document" and \
                go on to SRV records and port 8448.
                """,
            howToFix: "Answer the path with status 200 and the document.",
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: #"{"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 503}]}"#)
            ),
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(.server, by: { $0.error == nil ? $0.status.map(String.init) : nil }) {
            guard let status = entry.status, status != 200 else { continue }
            findings.report(other(context, entry, status))
        }
    }
}

// MARK: - Messages

extension FetchedStatus {
    private static func other(_ context: DelegationContext, _ entry: HTTPSEntry, _ status: Int) -> Finding {
        let isMeant = context.isDocumentMeant(entry)
        let isAbsent = status == 404 && !isMeant
        return context.finding(
            info,
            isAbsent
                ? "there is no well-known document (status 404\(entry.atAddress))"
                : "the well-known document is answered with status \(status), not 200\(entry.atAddress)",
            of: entry,
            why: isAbsent
                ? "that is as good as any other answer if none is meant to be there" : context.withoutDocument,
            help: isAbsent
                ? "nothing, unless a document is meant to be there"
                : "answer the path with status 200 and the document, or with 404 if none is meant to be there",
            severity: isMeant ? .error : isAbsent ? .info : .warning
        )
    }
}
