import Diagnostics
import Federation

/// W101: the document is not JSON.
enum ServerDocumentNotJSON: ServerRule {
    static let info = RuleInfo(
        "W101",
        "not-json",
        .error,
        stopsPeers: true,
        summary: "the well-known document is not JSON",
        page: RulePage(
            whatItChecks: """
                Parses the document for `/.well-known/matrix/server` as JSON (RFC 8259): UTF-8, double quotes, no \
                comments, no trailing comma, and nothing after the closing brace.
                """,
            whyItMatters: """
                Peers ignore a document that they cannot parse, and continue with SRV records, then port 8448. No \
                error is reported to the administrator.
                """,
            howToFix: """
                Correct the text at the mark. `{"m.server": "matrix.example.com:443"}` is a complete document.
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, case .failure(let problem) = document.content,
            problem.kind != .byteOrderMark, document.firstTag == nil
        else { return }
        findings.report(notJSON(context, document, problem))
    }
}

// MARK: - Messages

extension ServerDocumentNotJSON {
    private static func notJSON(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ problem: JSONProblem
    ) -> Finding {
        context.finding(
            info,
            "the well-known document is not JSON: \(problem.words)",
            in: document,
            at: problem.range,
            label(problem.kind),
            why: "peers ignore the document and continue with SRV records, then port 8448",
            help: help(problem.kind)
        )
    }

    private static func label(_ kind: JSONProblem.Kind) -> String {
        switch kind {
        case .byteOrderMark: "a byte order mark"
        case .empty: "no content"
        case .notUTF8: "not UTF-8"
        case .tooDeep: "nested too deeply"
        case .unexpected(let expected, _): "expected \(expected)"
        case .endsEarly(let expected): "missing \(expected)"
        case .trailingComma: "trailing comma"
        case .textAfterValue: "text after the end of the document"
        }
    }

    private static func help(_ kind: JSONProblem.Kind) -> String {
        switch kind {
        case .textAfterValue: "remove the text after the document"
        case .notUTF8: "save the document as UTF-8"
        case .trailingComma: "remove the comma before the bracket"
        default: "write one JSON object, such as `{\"m.server\": \"matrix.example.com:443\"}`"
        }
    }
}
