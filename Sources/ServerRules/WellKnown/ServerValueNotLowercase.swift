import Diagnostics
import Federation

/// W108: `m.server` has uppercase letters.
enum ServerValueNotLowercase: ServerRule {
    static let info = RuleInfo(
        "W108",
        "server-value-not-lowercase",
        .warning,
        fix: .safe,
        summary: "`m.server` has uppercase letters",
        page: RulePage(
            whatItChecks: "Checks for uppercase letters in the host of `m.server`.",
            whyItMatters: """
                DNS and certificates ignore case. But peers send the name unchanged in the Host header and in SNI, and \
                a reverse proxy or web application firewall may compare it case-sensitively.
                """,
            howToFix: "Write the host in lowercase.",
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let value = document.serverValue, let text = value.string,
            let name = try? ServerName(text), case .name = name.host, !name.isLowercase
        else { return }
        findings.report(upperCase(context, document, value, text))
    }
}

// MARK: - Messages

extension ServerValueNotLowercase {
    private static func upperCase(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ value: JSONValue,
        _ text: String
    ) -> Finding {
        context.finding(
            info,
            "`m.server` has uppercase letters: \(Words.quoted(text, limit: 80))",
            in: document,
            at: value.range,
            "expected `\(text.lowercased())`",
            why: "peers send it unchanged in the Host header, and a reverse proxy may compare it case-sensitively",
            help: "write the host in lowercase",
            // Safe: host names are case-insensitive, and the port is unchanged.
            fixes: document.plainText(of: value).map { range in
                document.fix("write the host in lowercase", .safe, replace: range, with: text.lowercased())
            } ?? []
        )
    }
}
