import Diagnostics
import Federation

/// M103: a server name that leaves too few bytes for users and rooms.
enum ServerNameTooLong: ServerRule {
    static let info = RuleInfo(
        "M103",
        "server-name-too-long",
        .warning,
        summary: "the server name has more than 230 characters",
        page: RulePage(
            whatItChecks: "Checks the length of the server names of the configuration and of options.",
            whyItMatters: """
                The identifiers of users, rooms and events are limited to 255 bytes, including the server name. The \
                specification recommends at most 230 characters, so that enough bytes are left.
                """,
            howToFix: "Use a shorter server name.",
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard context.input.isGiven, case .success(let name) = context.serverName,
            name.text.utf8.count > ServerName.recommendedLength
        else { return }
        findings.report(long(context, name.text.utf8.count))
    }
}

// MARK: - Messages

extension ServerNameTooLong {
    private static func long(_ context: ServerContext, _ length: Int) -> Finding {
        Finding(
            info,
            "the server name has \(length) characters; at most \(ServerName.recommendedLength) are recommended",
            at: context.input.place.map { LabelledSpan($0, "\(length) characters") },
            why:
                "identifiers of users and rooms are limited to 255 bytes, which leaves only \(max(0, 253 - length)) for the rest",
            help: "use a shorter server name",
            subject: context.subject
        )
    }
}
