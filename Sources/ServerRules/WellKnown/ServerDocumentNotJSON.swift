import Diagnostics
import Federation

/// W101: the document is not JSON.
enum ServerDocumentNotJSON: ServerRule {
    static let info = RuleInfo(
        "W101",
        "not-json",
        .error,
        fix: .unsafe,
        stopsPeers: true,
        summary: "the well-known document is not JSON",
        page: RulePage(
            whatItChecks: """
                Parses the document for `/.well-known/matrix/server` as JSON (RFC 8259): UTF-8, double quotes, no \
                comments, no trailing comma, and nothing before or after the braces.
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
                server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"«,»}"#)),
            .bad(
                "", continuation: false,
                server: ExampleServer(wellKnown: #"«'»{"m.server": "matrix.example.com:443"}'"#)),
            .bad(
                "", continuation: false,
                server: ExampleServer(wellKnown: #"«"»{\"m.server\": \"matrix.example.com:443\"}""#)),
            .bad(
                "", continuation: false,
                server: ExampleServer(wellKnown: "{ «/* delegation */» \"m.server\": \"matrix.example.com:443\" }\n")),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let diagnosis = document.diagnosis,
            // A byte order mark (W102) has its own rule.
            diagnosis.mistake.kind != .problem(.byteOrderMark), document.firstTag == nil
        else { return }
        findings.report(notJSON(context, document, diagnosis))
    }
}

// MARK: - Messages

extension ServerDocumentNotJSON {
    private static func notJSON(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ diagnosis: JSONDiagnosis
    ) -> Finding {
        let mistake = diagnosis.mistake
        return context.finding(
            info,
            "the well-known document is not JSON: "
                // A finding about a fetched document shows no text.
                + (document.source == nil ? mistake.words : diagnosis.words(in: document.file.contents)),
            in: document,
            at: mistake.range,
            mistake.label,
            why: "peers ignore the document and continue with SRV records, then port 8448",
            help: mistake.help(example: "{\"m.server\": \"HOST:PORT\"}"),
            fixes: document.fix("correct the document", diagnosis.edits)
        )
    }
}
