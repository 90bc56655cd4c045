import Federation

/// W101: the document is not JSON.
enum ServerDocumentNotJSON: DelegationRule {
    static let info = RuleInfo(
        "W101",
        "not-json",
        .error,
        summary: "the well-known document is not JSON",
        page: RulePage(
            whatItChecks: """
                Reads the document for `/.well-known/matrix/server` as RFC 8259 has JSON: UTF-8, double quotes, no \
                comments, no comma after the last member, and nothing after the closing brace.
                """,
            whyItMatters: """
                Servers that cannot read the document go on as if there were none: they ask for SRV records and in the \
                end connect to port 8448. Nobody is told that the document is at fault.
                """,
            howToFix: """
                Correct the text at the mark. The whole document can be `{"m.server": "matrix.example.com:443"}`.
                """,
            references: ["RFC 8259", "Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(wellKnown: "{«'»m.server': 'matrix.example.com:443'}")),
            .bad(
                "", continuation: false,
                server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443",«}»"#)),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, case .failure(let problem) = document.content,
            problem.kind != .byteOrderMark, document.firstTag == nil
        else { return }
        findings.report(notJSON(context, document, problem))
    }
}

// MARK: - Messages

extension ServerDocumentNotJSON {
    private static func notJSON(
        _ context: DelegationContext,
        _ document: ServerDocumentView,
        _ problem: JSONProblem
    ) -> Finding {
        context.finding(
            info,
            "the well-known document is not JSON: \(problem.words)",
            in: document,
            at: problem.range,
            label(problem.kind),
            why: "servers go on as if there were no document: to SRV records, then to port 8448",
            help: help(problem.kind)
        )
    }

    private static func label(_ kind: JSONProblem.Kind) -> String {
        switch kind {
        case .byteOrderMark: "a byte order mark"
        case .empty: "nothing here"
        case .notUTF8: "not UTF-8"
        case .tooDeep: "one bracket too many"
        case .unexpected(let expected, _): "expected \(expected)"
        case .endsEarly(let expected): "\(expected) is missing"
        case .trailingComma: "trailing comma"
        case .textAfterValue: "the document is over before this"
        }
    }

    private static func help(_ kind: JSONProblem.Kind) -> String {
        switch kind {
        case .textAfterValue: "take out what follows the document"
        case .notUTF8: "save the document as UTF-8"
        case .trailingComma: "remove the comma before the bracket"
        default: "write one JSON object, such as `{\"m.server\": \"matrix.example.com:443\"}`"
        }
    }
}
