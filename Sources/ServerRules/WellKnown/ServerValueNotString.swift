import Diagnostics
import Federation

/// W104: `m.server` is no string.
enum ServerValueNotString: DelegationRule {
    static let info = RuleInfo(
        "W104",
        "server-value-not-a-string",
        .error,
        fix: .unsafe,
        summary: "`m.server` is not a string",
        page: RulePage(
            whatItChecks: "Looks whether the value of `m.server` is a JSON string.",
            whyItMatters: "Servers go on as if there were no document: to SRV records, then to port 8448.",
            howToFix: "Write the host and the port in one string: `\"matrix.example.com:443\"`.",
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let value = document.serverValue, value.string == nil
        else { return }
        findings.report(notString(context, document, value))
    }
}

// MARK: - Messages

extension ServerValueNotString {
    private static func notString(
        _ context: DelegationContext,
        _ document: ServerDocumentView,
        _ value: JSONValue
    ) -> Finding {
        context.finding(
            info,
            "`m.server` is \(value.kindName), not a string",
            in: document,
            at: value.range,
            "must be a string",
            why: "servers go on as if there were no document",
            help: "write the host and the port in one string, such as `\"matrix.example.com:443\"`",
            fixes: only(value).map { server in
                document.fix("write the only one of the list", .unsafe, replace: value.range, with: "\"\(server)\"")
            } ?? []
        )
    }

    /// The server of a list of one.
    private static func only(_ value: JSONValue) -> String? {
        guard let values = value.array, values.count == 1, let text = values[0].string,
            let name = try? ServerName(text), name.port == nil || name.usablePort != nil
        else { return nil }
        return text
    }
}
