import Diagnostics
import Federation

/// W102: the document starts with a byte order mark.
enum ServerDocumentByteOrderMark: ServerRule {
    static let info = RuleInfo(
        "W102",
        "byte-order-mark-in-document",
        .error,
        fix: .unsafe,
        stopsPeers: true,
        summary: "the well-known document starts with a byte order mark",
        page: RulePage(
            whatItChecks: "Checks whether the document starts with the bytes EF BB BF, which some editors insert.",
            whyItMatters: """
                A byte order mark is not allowed in JSON (RFC 8259 §8.1). Synapse and Dendrite ignore such a document \
                and continue with SRV records, then port 8448.
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, case .failure(let problem) = document.content,
            problem.kind == .byteOrderMark, document.firstTag == nil
        else { return }
        findings.report(mark(context, document, problem.range))
    }
}

// MARK: - Messages

extension ServerDocumentByteOrderMark {
    private static func mark(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ range: Range<Int>
    ) -> Finding {
        context.finding(
            info,
            "the well-known document starts with a byte order mark",
            in: document,
            at: range,
            "three invisible bytes",
            why: "Synapse and Dendrite ignore such a document and continue with SRV records, then port 8448",
            help: "save the file as UTF-8 without a byte order mark",
            // Unsafe: a document that peers ignored takes effect.
            fixes: document.fix("remove the byte order mark", .unsafe, replace: range, with: "")
        )
    }
}
