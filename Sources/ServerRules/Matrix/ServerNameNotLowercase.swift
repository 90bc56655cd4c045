import Diagnostics
import Federation

/// M102: a server name with uppercase letters.
enum ServerNameNotLowercase: ServerRule {
    static let info = RuleInfo(
        "M102",
        "server-name-not-lowercase",
        .warning,
        summary: "the server name has uppercase letters",
        page: RulePage(
            whatItChecks: "Reports uppercase letters in the server names of the configuration and of options.",
            whyItMatters: """
                Server names are case-sensitive: `Example.com` and `example.com` are two servers with different users, \
                although the DNS and certificates ignore case. Sooner or later, some software writes the name in \
                lowercase and so refers to another server.
                """,
            howToFix: """
                Use lowercase before you create the first user. A server that is already in use must keep its name; \
                write it everywhere exactly as in `server_name`.
                """,
            references: ["Matrix appendices, Server Name"]
        ),
        examples: [
            .bad("", continuation: false, server: ExampleServer("Example.com", evidence: "{}")),
            .good("", continuation: false, server: ExampleServer("example.com", evidence: "{}")),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard context.input.isGiven, case .success(let name) = context.serverName, case .name = name.host,
            !name.isLowercase
        else { return }
        findings.report(capitals(context, name))
    }
}

// MARK: - Messages

extension ServerNameNotLowercase {
    private static func capitals(_ context: ServerContext, _ name: ServerName) -> Finding {
        Finding(
            info,
            "the server name \(Words.quoted(name.text, limit: 80)) has uppercase letters",
            at: context.input.place.map { LabelledSpan($0, "`\(name.text.lowercased())` is a different server") },
            why: "server names are case-sensitive, so other software may confuse it with `\(name.text.lowercased())`",
            help: "use lowercase, unless the server already has users under this name",
            subject: context.subject
        )
    }
}
