import Diagnostics
import Federation

/// W107: the host in `m.server` has a final dot.
enum ServerValueTrailingDot: ServerRule {
    static let info = RuleInfo(
        "W107",
        "server-value-trailing-dot",
        .warning,
        fix: .unsafe,
        stopsPeers: true,
        summary: "the host in `m.server` has a final dot",
        page: RulePage(
            whatItChecks: "Checks whether the host in `m.server` has a final dot, like absolute names in zone files.",
            whyItMatters: """
                Synapse compares the name with certificates as written. No certificate name has a final dot, so the \
                connection fails. Dendrite and other Go software remove the dot.
                """,
            howToFix: "Remove the dot. Names outside zone files need none.",
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
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
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ value: JSONValue,
        _ text: String
    ) -> Finding {
        let host = text.prefix { $0 != ":" }
        let hostRange = document.plainText(of: value)?.prefix(host.utf8.count)
        return context.finding(
            info,
            "the host in `m.server` has a final dot: \(Words.quoted(text, limit: 80))",
            in: document,
            at: hostRange ?? value.range,
            "no certificate is valid for this name",
            why: "Synapse accepts no certificate for a name with a final dot, so the connection fails",
            help: "remove the dot; names outside zone files need none",
            fixes: hostRange.map { range in
                document.fix("remove the final dot", .unsafe, replace: range.suffix(1), with: "")
            } ?? []
        )
    }
}
