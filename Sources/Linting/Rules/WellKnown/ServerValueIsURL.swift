import Federation
import ZoneFile

/// W105: `m.server` is a URL.
enum ServerValueIsURL: DelegationRule {
    static let info = RuleInfo(
        "W105",
        "server-value-is-url",
        .error,
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
                server: ExampleServer(wellKnown: #"{"m.server": «"https://matrix.example.com"»}"#)),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let value = context.wellKnown?.serverValue, let text = value.string else { return }
        do throws(ServerNameProblem) {
            _ = try ServerName(text)
        } catch {
            guard error == .url else { return }
            findings.report(isURL(context, text, value))
        }
    }
}

// MARK: - Messages

extension ServerValueIsURL {
    private static func isURL(_ context: DelegationContext, _ text: String, _ value: JSONValue) -> Finding {
        Finding(
            info,
            "`m.server` is a URL",
            at: context.wellKnown.map { LabelledSpan($0.span(value.range), "must be a host, or a host and a port") },
            why: "Synapse and Dendrite cannot reach the server at all with it",
            help: "write the host and the port without scheme and path",
            subject: context.subject
        )
    }
}
