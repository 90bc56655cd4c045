import Diagnostics
import Federation

/// W113: the document is larger than some implementations accept.
enum ServerDocumentTooLarge: ServerRule {
    static let info = RuleInfo(
        "W113",
        "too-large",
        .error,
        stopsPeers: true,
        summary: "the well-known document is larger than peers accept",
        page: RulePage(
            whatItChecks: """
                Checks the size of the document: larger than 12 KiB is a warning, 50 KiB or more is an error.
                """,
            whyItMatters: """
                conduwuit and tuwunel accept at most 12 KiB, Synapse less than 50 KiB. Dendrite refuses \
                a response that declares more than 50 KiB, and otherwise truncates it there. Servers ignore a document that is too large, and continue with SRV records, then port 8448.
                """,
            howToFix: "Publish only `{\"m.server\": \"matrix.example.com:443\"}`: servers read nothing else.",
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                alsoFires: ["M301"],
                server: ExampleServer(
                    wellKnown: "«{»\"m.server\": \"matrix.example.com:443\""
                        + String(repeating: " ", count: 12_300) + "}")),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, document.file.count > WellKnownPolicy.sizeForEveryone else {
            return
        }
        findings.report(large(context, document))
    }
}

// MARK: - Messages

extension ServerDocumentTooLarge {
    private static func large(_ context: ServerContext, _ document: ServerDocumentView) -> Finding {
        let count = document.file.count
        let exceedsEveryLimit = count >= 51_200
        return context.finding(
            info,
            "the well-known document has \(count) bytes",
            in: document,
            at: (0..<count).prefix(1),
            exceedsEveryLimit
                ? "Synapse and Dendrite read at most 50 KiB" : "conduwuit and tuwunel read at most 12 KiB",
            why: exceedsEveryLimit
                ? "Synapse and most other servers ignore the document and continue with SRV records, then port 8448"
                : "conduwuit and tuwunel ignore the document and continue with SRV records, then port 8448",
            help: "publish only `m.server`; servers read nothing else",
            severity: exceedsEveryLimit ? .error : .warning
        )
    }
}
