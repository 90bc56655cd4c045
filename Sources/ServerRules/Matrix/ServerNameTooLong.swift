import Diagnostics
import Federation

/// M103: the server name leaves no room for users and rooms.
enum ServerNameTooLong: DelegationRule {
    static let info = RuleInfo(
        "M103",
        "server-name-too-long",
        .warning,
        summary: "the server name has more than 230 characters",
        page: RulePage(
            whatItChecks: "Counts the characters of the server names of the configuration and of options.",
            whyItMatters: """
                Identifiers of users, rooms and events end at 255 octets, the server name included. The specification \
                recommends at most 230 characters, so that some are left.
                """,
            howToFix: "Use a shorter name.",
            references: ["Matrix appendices, Server Name"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    String(repeating: "a-rather-long-label.", count: 11) + "of.a.server.example", evidence: "{}")),
            .good("", continuation: false, server: ExampleServer("example.com", evidence: "{}")),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard context.input.isGiven, case .success(let name) = context.serverName,
            name.text.utf8.count > ServerName.recommendedLength
        else { return }
        findings.report(long(context, name.text.utf8.count))
    }
}

// MARK: - Messages

extension ServerNameTooLong {
    private static func long(_ context: DelegationContext, _ length: Int) -> Finding {
        Finding(
            info,
            "the server name has \(length) characters, of which \(ServerName.recommendedLength) are recommended",
            at: context.input.place.map { LabelledSpan($0, "\(length) characters") },
            why: "identifiers of users and rooms end at 255 octets, and only \(max(0, 253 - length)) are left for them",
            help: "use a shorter name",
            subject: context.subject
        )
    }
}
