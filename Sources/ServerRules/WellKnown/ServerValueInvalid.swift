import Diagnostics
import Federation

/// W106: `m.server` violates the grammar of server names, or its port is out of range.
enum ServerValueInvalid: ServerRule {
    static let info = RuleInfo(
        "W106",
        "server-value-invalid",
        .error,
        fix: .unsafe,
        stopsPeers: true,
        summary: "`m.server` is not a valid host and port",
        page: RulePage(
            whatItChecks: """
                Checks `m.server` against the grammar of server names: a DNS name, an IPv4 address or an IPv6 address \
                in brackets. A colon and a port from 1 to 65535 may follow. A scheme, path, space or underscore is not \
                allowed.
                """,
            whyItMatters: """
                Implementations differ here. Synapse does not validate the value and tries to connect to it. Dendrite \
                rejects it. For both, discovery fails and the server is unreachable. Other implementations ignore the \
                document.
                """,
            howToFix: "Write the host and port: `matrix.example.com:443`.",
            references: ["Matrix appendices, Server Name", "Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                alsoFires: ["M301"],
                server: ExampleServer(wellKnown: #"{"m.server": «" matrix.example.com:443"»}"#)),
            .bad(
                "", continuation: false,
                alsoFires: ["M301"],
                server: ExampleServer(wellKnown: #"{"m.server": «"matrix.example.com:84480"»}"#)),
            .good("", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "[2001:db8::10]:8448"}"#)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let value = document.serverValue, let text = value.string
        else { return }
        do throws(ServerNameProblem) {
            let name = try ServerName(text)
            guard let port = name.port, name.usablePort == nil else { return }
            findings.report(
                invalid(
                    context, document, value, "port \(port) does not exist",
                    port == 0
                        ? "peers cannot connect to port 0; Synapse treats it as a missing port"
                        : "peers cannot connect: the highest port is 65535",
                    "write a port from 1 to 65535, such as 443"))
        } catch {
            switch error {
            case .url, .empty, .trailingDot: return
            default: break
            }
            findings.report(
                invalid(
                    context, document, value, error.words,
                    context.consequenceOfInvalidValue,
                    error.help))
        }
    }
}

// MARK: - Messages

extension ServerValueInvalid {
    private static func invalid(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ value: JSONValue,
        _ problem: String,
        _ why: String,
        _ help: String
    ) -> Finding {
        context.finding(
            info,
            "`m.server` is \(Words.quoted(value.string ?? "", limit: 80)), not a valid host and port: \(problem)",
            in: document,
            at: value.range,
            "expected a host, or a host and port",
            why: why,
            help: help,
            fixes: withoutSpaces(value.string ?? "").map { server in
                document.fix("remove the spaces", .unsafe, replace: value.range, with: "\"\(server)\"")
            } ?? []
        )
    }

    /// Returns the text without surrounding white space, if that is its only problem.
    private static func withoutSpaces(_ text: String) -> String? {
        guard let start = text.firstIndex(where: { !$0.isWhitespace }),
            let end = text.lastIndex(where: { !$0.isWhitespace })
        else { return nil }
        let rest = text[start...end]
        guard rest.count < text.count, let name = try? ServerName(rest), name.port == nil || name.usablePort != nil
        else { return nil }
        return String(rest)
    }
}
