import Diagnostics
import Federation
import ZoneFile

/// W105: `m.server` is a URL.
enum ServerValueIsURL: ServerRule {
    static let info = RuleInfo(
        "W105",
        "server-value-is-url",
        .error,
        fix: .unsafe,
        stopsPeers: true,
        summary: "`m.server` is a URL, not a host and port",
        page: RulePage(
            whatItChecks: "Checks whether `m.server` has a scheme or a path.",
            whyItMatters: """
                `m.server` is a server name: a host and an optional port. Synapse takes `https` for the host, and \
                Dendrite rejects the document. Discovery fails for both. Other implementations ignore the document.
                """,
            howToFix: "Write the host and port: `matrix.example.com:443`.",
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
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
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ value: JSONValue,
        _ text: String
    ) -> Finding {
        context.finding(
            info,
            "`m.server` is a URL: \(Words.quoted(text, limit: 80))",
            in: document,
            at: value.range,
            "expected a host, or a host and port",
            why: context.consequenceOfInvalidValue,
            help: server(of: text).map {
                "write the host and port without a scheme or path: `\($0)`, if peers are to connect to that port"
            } ?? "write the host and port of the homeserver without a scheme or path, as in `HOST:PORT`",
            advice: FindingAdvice(endpoints: server(of: text).map { [$0] } ?? []),
            fixes: server(of: text).map { server in
                document.fix(
                    "write only the host and port", .unsafe, replace: value.range, with: "\"\(server)\"")
            } ?? []
        )
    }

    /// Returns the host and port of an `https://` URL without a path, or `nil` for any other text.
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
