import Diagnostics
import Federation

/// W113: the document is larger than some read.
enum ServerDocumentTooLarge: DelegationRule {
    static let info = RuleInfo(
        "W113",
        "too-large",
        .error,
        summary: "the well-known document is larger than servers read",
        page: RulePage(
            whatItChecks: """
                Counts the octets of the document: from 12 KiB on a warning, from 50 KiB on an error.
                """,
            whyItMatters: """
                conduwuit and tuwunel read at most 12 KiB, Synapse less than 50 KiB; Dendrite cuts the text off there. \
                What is larger counts as no document, and they go on to SRV records and port 8448.
                """,
            howToFix: "Publish nothing but `{\"m.server\": \"matrix.example.com:443\"}`, which is all that is read.",
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, document.file.count > WellKnownPolicy.sizeForEveryone else {
            return
        }
        findings.report(large(context, document))
    }
}

// MARK: - Messages

extension ServerDocumentTooLarge {
    private static func large(_ context: DelegationContext, _ document: ServerDocumentView) -> Finding {
        let count = document.file.count
        let isForNobody = count >= 51_200
        return context.finding(
            info,
            "the well-known document has \(count) octets",
            in: document,
            at: (0..<count).prefix(1),
            isForNobody ? "50 KiB is the most that Synapse and Dendrite read" : "conduwuit and tuwunel read 12 KiB",
            why: isForNobody
                ? "Synapse, and most others, take it for no document at all and go on to SRV records and port 8448"
                : "for conduwuit and tuwunel it counts as no document",
            help: "publish nothing but `m.server`, which is all that servers read",
            severity: isForNobody ? .error : .warning
        )
    }
}
