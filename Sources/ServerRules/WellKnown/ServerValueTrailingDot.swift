import Diagnostics
import Federation

/// W107: the host in `m.server` ends in a dot.
enum ServerValueTrailingDot: DelegationRule {
    static let info = RuleInfo(
        "W107",
        "server-value-trailing-dot",
        .warning,
        fix: .unsafe,
        summary: "the host in `m.server` ends in a dot",
        page: RulePage(
            whatItChecks: "Looks whether the host in `m.server` ends in a dot, as absolute names in zone files do.",
            whyItMatters: """
                Synapse compares certificates with the name as it stands, and no certificate has a name with a final \
                dot: the connection fails. Dendrite and other software in Go take the dot away.
                """,
            howToFix: "Take the dot out: outside of zone files names need none.",
            references: ["Matrix appendices, Server Name", "RFC 6125 §6.4.1"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                alsoFires: ["M301"],
                server: ExampleServer(wellKnown: #"{"m.server": "«matrix.example.com.»:443"}"#)),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let value = document.serverValue, let text = value.string
        else { return }
        do throws(ServerNameProblem) {
            _ = try ServerName(text)
        } catch {
            guard error == .trailingDot else { return }
            findings.report(dot(context, document, value, text))
        }
    }
}

// MARK: - Messages

extension ServerValueTrailingDot {
    private static func dot(
        _ context: DelegationContext,
        _ document: ServerDocumentView,
        _ value: JSONValue,
        _ text: String
    ) -> Finding {
        let host = text.prefix { $0 != ":" }
        let hostRange = document.plainText(of: value)?.prefix(host.utf8.count)
        return context.finding(
            info,
            "the host in `m.server` ends in a dot: \(Words.quoted(text, limit: 80))",
            in: document,
            at: hostRange ?? value.range,
            "no certificate has this name",
            why: "Synapse finds no certificate that matches a name with a final dot, and does not connect",
            help: "take the dot out: outside of zone files names need none",
            fixes: hostRange.map { range in
                document.fix("take the dot out", .unsafe, replace: range.suffix(1), with: "")
            } ?? []
        )
    }
}
