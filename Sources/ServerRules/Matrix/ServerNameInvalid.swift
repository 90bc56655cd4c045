import Diagnostics
import Federation

/// M101: an input that is not a Matrix server name, or that has an impossible port.
enum ServerNameInvalid: ServerRule {
    static let info = RuleInfo(
        "M101",
        "server-name-invalid",
        .error,
        stopsPeers: true,
        summary: "not a Matrix server name",
        page: RulePage(
            whatItChecks: """
                Checks the server names of the configuration and of options against the grammar of the specification. \
                A server name is a DNS name of letters, digits, hyphens and dots, an IPv4 address or an IPv6 address \
                in brackets. A colon and a port may follow.
                """,
            whyItMatters: """
                The server name is the part after the colon in every user ID. Other servers reject requests from a \
                server whose name violates the grammar, and the name cannot be changed once there are users.
                """,
            howToFix: """
                Write the name exactly as in `server_name` of the homeserver: no scheme, no path, no underscore, no \
                final dot. Write internationalised names as A-labels (`xn--…`).
                """,
            references: ["Matrix appendices, Server Name"]
        ),
        examples: [
            .bad("", continuation: false, server: ExampleServer("my_server.example.com", evidence: "{}")),
            .bad("", continuation: false, server: ExampleServer("https://example.com/", evidence: "{}")),
            .bad("", continuation: false, server: ExampleServer("example.com:84480", evidence: "{}")),
            .good("", continuation: false, server: ExampleServer("example.com:8448", evidence: "{}")),
            .good("", continuation: false, server: ExampleServer("[2001:db8::10]", evidence: "{}")),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard context.input.isGiven else { return }
        switch context.serverName {
        // A document can be checked without a server name.
        case .failure(.empty) where context.input.place == nil: return
        case .failure(let problem): findings.report(invalid(context, problem))
        case .success(let name):
            guard let port = name.port, name.usablePort == nil else { return }
            findings.report(withoutPort(context, port))
        }
    }
}

// MARK: - Messages

extension ServerNameInvalid {
    private static func invalid(_ context: ServerContext, _ problem: ServerNameProblem) -> Finding {
        let text = Words.quoted(context.input.serverName, limit: 80)
        return Finding(
            info,
            problem == .empty
                ? "the server name is empty" : "\(text) is not a Matrix server name: \(problem.words)",
            at: context.input.place.map { LabelledSpan($0, "not a server name") },
            why: problem == .trailingDot
                ? "Synapse rejects requests from a server with such a name, and no certificate matches it"
                : "other servers reject requests from a server with such a name",
            help: problem.help,
            subject: context.subject,
            route: RoutePosition(.serverName)
        )
    }

    private static func withoutPort(_ context: ServerContext, _ port: Int) -> Finding {
        Finding(
            info,
            "\(Words.quoted(context.input.serverName, limit: 80)) cannot be reached: \(port) is not a valid port",
            at: context.input.place.map { LabelledSpan($0, "expected a port from 1 to 65535") },
            why: "the grammar of server names allows it, but peers cannot connect to port \(port)",
            help: "write a port from 1 to 65535, or omit the port",
            subject: context.subject,
            route: RoutePosition(.serverName)
        )
    }
}
