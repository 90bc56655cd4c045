import Diagnostics
import Federation

/// W108: `m.server` has capital letters.
enum ServerValueNotLowercase: DelegationRule {
    static let info = RuleInfo(
        "W108",
        "server-value-not-lowercase",
        .warning,
        fix: .safe,
        summary: "`m.server` has capital letters",
        page: RulePage(
            whatItChecks: "Looks for capital letters in the host of `m.server`.",
            whyItMatters: """
                The DNS and certificates do not mind, but the name is sent as written in the Host header and as SNI, \
                and a reverse proxy or a web application firewall may compare it letter by letter.
                """,
            howToFix: "Write the host in lower case.",
            references: ["Matrix appendices, Server Name"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(wellKnown: #"{"m.server": «"Matrix.Example.com:443"»}"#)),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let value = document.serverValue, let text = value.string,
            let name = try? ServerName(text), case .name = name.host, !name.isLowercase
        else { return }
        findings.report(capitals(context, document, value, text))
    }
}

// MARK: - Messages

extension ServerValueNotLowercase {
    private static func capitals(
        _ context: DelegationContext,
        _ document: ServerDocumentView,
        _ value: JSONValue,
        _ text: String
    ) -> Finding {
        context.finding(
            info,
            "`m.server` has capital letters: \(Words.quoted(text, limit: 80))",
            in: document,
            at: value.range,
            "`\(text.lowercased())` is meant",
            why: "the name is sent as written in the Host header, and a reverse proxy may compare it letter by letter",
            help: "write it in lower case",
            // Names are the same in any case, and so is the port.
            fixes: document.plainText(of: value).map { range in
                document.fix("write the host in lower case", .safe, replace: range, with: text.lowercased())
            } ?? []
        )
    }
}
