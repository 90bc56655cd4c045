import Diagnostics
import Federation

/// W102: the document begins with a byte order mark.
enum ServerDocumentByteOrderMark: DelegationRule {
    static let info = RuleInfo(
        "W102",
        "byte-order-mark-in-document",
        .error,
        fix: .unsafe,
        summary: "the well-known document begins with a byte order mark",
        page: RulePage(
            whatItChecks: "Looks whether the document begins with the octets EF BB BF, which some editors put there.",
            whyItMatters: """
                A byte order mark is no part of JSON (RFC 8259 §8.1). Synapse and Dendrite do not read the document and \
                go on as if there were none.
                """,
            howToFix: "Save the file as UTF-8 without a byte order mark.",
            references: ["RFC 8259 §8.1", "Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(wellKnown: "«\u{FEFF}»{\"m.server\": \"matrix.example.com:443\"}")),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, case .failure(let problem) = document.content,
            problem.kind == .byteOrderMark, document.firstTag == nil
        else { return }
        findings.report(mark(context, document, problem.range))
    }
}

// MARK: - Messages

extension ServerDocumentByteOrderMark {
    private static func mark(
        _ context: DelegationContext,
        _ document: ServerDocumentView,
        _ range: Range<Int>
    ) -> Finding {
        context.finding(
            info,
            "the well-known document begins with a byte order mark",
            in: document,
            at: range,
            "three octets that cannot be seen",
            why: "Synapse and Dendrite do not read such a document and go on as if there were none",
            help: "save the file as UTF-8 without a byte order mark",
            // What was not read before leads somewhere then.
            fixes: document.fix("take the byte order mark out", .unsafe, replace: range, with: "")
        )
    }
}
