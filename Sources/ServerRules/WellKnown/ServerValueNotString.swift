import Diagnostics
import Federation

/// W104: `m.server` is not a string.
enum ServerValueNotString: ServerRule {
    static let info = RuleInfo(
        "W104",
        "server-value-not-a-string",
        .error,
        fix: .unsafe,
        stopsPeers: true,
        summary: "`m.server` is not a string",
        page: RulePage(
            whatItChecks: "Checks whether the value of `m.server` is a JSON string.",
            whyItMatters: "Peers ignore the document and continue with SRV records, then port 8448.",
            howToFix: "Write the host and port as one string: `\"matrix.example.com:443\"`.",
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(wellKnown: #"{"m.server": «["matrix.example.com:443"]»}"#)),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let value = document.serverValue, value.string == nil
        else { return }
        findings.report(notString(context, document, value))
    }
}

// MARK: - Messages

extension ServerValueNotString {
    private static func notString(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ value: JSONValue
    ) -> Finding {
        context.finding(
            info,
            "`m.server` is \(value.kindName), not a string",
            in: document,
            at: value.range,
            "expected a string",
            why: "peers ignore the document and continue with SRV records, then port 8448",
            help: "write the host and port as one string, as in `\"HOST:PORT\"`",
            fixes: only(value).map { server in
                document.fix(
                    "replace the array with its only element", .unsafe, replace: value.range, with: "\"\(server)\"")
            } ?? []
        )
    }

    /// Returns the only element of an array, if it is a valid server name.
    private static func only(_ value: JSONValue) -> String? {
        guard let values = value.array, values.count == 1, let text = values[0].string,
            let name = try? ServerName(text), name.port == nil || name.usablePort != nil
        else { return nil }
        return text
    }
}
