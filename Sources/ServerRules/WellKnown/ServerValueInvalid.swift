import Diagnostics
import Federation

/// W106: `m.server` is outside the grammar of server names, or has a port that is none.
enum ServerValueInvalid: DelegationRule {
    static let info = RuleInfo(
        "W106",
        "server-value-invalid",
        .error,
        fix: .unsafe,
        summary: "`m.server` is no host with a port",
        page: RulePage(
            whatItChecks: """
                Reads `m.server` as the specification has server names: a DNS name, an IPv4 address or an IPv6 address \
                in brackets, and perhaps a colon and a port from 1 to 65535. No scheme, no path, no blank, no \
                underscore.
                """,
            whyItMatters: """
                Implementations part here. Synapse does not check the value and tries to connect to it; Dendrite \
                refuses it; in both discovery ends, and the server cannot be reached. Others go on as if there were no \
                document.
                """,
            howToFix: "Write the host and the port: `matrix.example.com:443`.",
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let value = document.serverValue, let text = value.string
        else { return }
        do throws(ServerNameProblem) {
            let name = try ServerName(text)
            guard let port = name.port, name.usablePort == nil else { return }
            findings.report(
                invalid(
                    context, document, value, "there is no port \(port)",
                    port == 0
                        ? "no connection to port 0 is possible; Synapse takes it for no port at all"
                        : "no connection is possible: ports end at 65535",
                    "write a port from 1 to 65535, or leave it out"))
        } catch {
            switch error {
            case .url, .empty, .trailingDot: return
            default: break
            }
            findings.report(
                invalid(
                    context, document, value, error.words,
                    "with Synapse and Dendrite discovery ends here, and they cannot reach the server at all",
                    error.help))
        }
    }
}

// MARK: - Messages

extension ServerValueInvalid {
    private static func invalid(
        _ context: DelegationContext,
        _ document: ServerDocumentView,
        _ value: JSONValue,
        _ problem: String,
        _ why: String,
        _ help: String
    ) -> Finding {
        context.finding(
            info,
            "`m.server` is \(Words.quoted(value.string ?? "", limit: 80)), which is no host with a port: \(problem)",
            in: document,
            at: value.range,
            "must be a host, or a host and a port",
            why: why,
            help: help,
            fixes: withoutBlanks(value.string ?? "").map { server in
                document.fix("take the blanks out", .unsafe, replace: value.range, with: "\"\(server)\"")
            } ?? []
        )
    }

    /// The text without blanks and line ends around it, where that is all that is wrong with it.
    private static func withoutBlanks(_ text: String) -> String? {
        guard let start = text.firstIndex(where: { !$0.isWhitespace }),
            let end = text.lastIndex(where: { !$0.isWhitespace })
        else { return nil }
        let rest = text[start...end]
        guard rest.count < text.count, let name = try? ServerName(rest), name.port == nil || name.usablePort != nil
        else { return nil }
        return String(rest)
    }
}
