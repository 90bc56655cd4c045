import Diagnostics
import Federation
import ZoneFile

/// W105: `m.server` is a URL.
enum ServerValueIsURL: DelegationRule {
    static let info = RuleInfo(
        "W105",
        "server-value-is-url",
        .error,
        fix: .unsafe,
        summary: "`m.server` is a URL, not a host and port",
        page: RulePage(
            whatItChecks: "Looks whether `m.server` has a scheme or a path.",
            whyItMatters: """
                `m.server` is a server name: a host and perhaps a port. Synapse takes `https` for the host and fails; \
                Dendrite refuses the document and fails; others go on as if there were no document.
                """,
            howToFix: "Write the host and the port: `matrix.example.com:443`.",
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                alsoFires: ["M301"],
                server: ExampleServer(wellKnown: #"{"m.server": «"https://matrix.example.com"»}"#)),
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
            guard error == .url else { return }
            findings.report(isURL(context, document, value, text))
        }
    }
}

// MARK: - Messages

extension ServerValueIsURL {
    private static func isURL(
        _ context: DelegationContext,
        _ document: ServerDocumentView,
        _ value: JSONValue,
        _ text: String
    ) -> Finding {
        context.finding(
            info,
            "`m.server` is a URL: \(Words.quoted(text, limit: 80))",
            in: document,
            at: value.range,
            "must be a host, or a host and a port",
            why: "Synapse and Dendrite cannot reach the server at all with it",
            help: "write the host and the port without scheme and path",
            fixes: server(of: text).map { server in
                document.fix(
                    "write the host and the port alone", .unsafe, replace: value.range, with: "\"\(server)\"")
            } ?? []
        )
    }

    /// The host with the port that the URL is about; `nil` where it is about something else.
    private static func server(of url: String) -> String? {
        let scheme = "https://"
        guard url.lowercased().hasPrefix(scheme) else { return nil }
        var rest = url.dropFirst(scheme.count)
        while rest.hasSuffix("/") { rest.removeLast() }
        guard !rest.contains("\\"), let name = try? ServerName(rest) else { return nil }
        guard name.port != nil else { return "\(rest):443" }
        return name.usablePort == nil ? nil : String(rest)
    }
}
