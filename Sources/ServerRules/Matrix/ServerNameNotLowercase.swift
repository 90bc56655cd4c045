import Diagnostics
import Federation

/// M102: the server name has capital letters.
enum ServerNameNotLowercase: DelegationRule {
    static let info = RuleInfo(
        "M102",
        "server-name-not-lowercase",
        .warning,
        summary: "the server name has capital letters",
        page: RulePage(
            whatItChecks: "Looks for capital letters in the server names of the configuration and of options.",
            whyItMatters: """
                Server names are compared letter by letter: `Example.com` and `example.com` are two servers with \
                different users, though the DNS and certificates make no difference. Sooner or later something writes \
                the name in lower case and means another server.
                """,
            howToFix: """
                Use lower case before the first user is made. On a server that is in use the name has to stay; write \
                it everywhere as it stands in `server_name`.
                """,
            references: ["Matrix appendices, Server Name"]
        ),
        examples: [
            .bad("", continuation: false, server: ExampleServer("Example.com", evidence: "{}")),
            .good("", continuation: false, server: ExampleServer("example.com", evidence: "{}")),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard context.input.isGiven, case .success(let name) = context.serverName, case .name = name.host,
            !name.isLowercase
        else { return }
        findings.report(capitals(context, name))
    }
}

// MARK: - Messages

extension ServerNameNotLowercase {
    private static func capitals(_ context: DelegationContext, _ name: ServerName) -> Finding {
        Finding(
            info,
            "the server name \(Words.quoted(name.text, limit: 80)) has capital letters",
            at: context.input.place.map { LabelledSpan($0, "not `\(name.text.lowercased())`, but another server") },
            why: "server names are compared letter by letter, so `\(name.text.lowercased())` is another server",
            help: "use lower case, unless the server already has users under this name",
            subject: context.subject
        )
    }
}
