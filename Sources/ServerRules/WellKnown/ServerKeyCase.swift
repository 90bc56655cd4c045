import Diagnostics
import Federation

/// W114: `m.server` in other letters.
enum ServerKeyCase: DelegationRule {
    static let info = RuleInfo(
        "W114",
        "key-case",
        .warning,
        fix: .unsafe,
        summary: "`m.server` is written with capital letters",
        page: RulePage(
            whatItChecks: "Looks for the key `m.server` with capital letters, such as `M.Server`.",
            whyItMatters: """
                Keys are compared letter by letter. Software in Go, Dendrite among it, takes them all the same; Synapse \
                and the servers in Rust see a document without `m.server` and go on as if there were none.
                """,
            howToFix: "Write `m.server` in lower case.",
            references: ["RFC 8259 §8.3", "Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                // What it leads to is said as well.
                alsoFires: ["M301"],
                server: ExampleServer(wellKnown: #"{«"M.Server"»: "matrix.example.com:443"}"#)),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func member(of members: [JSONValue.Member]) -> JSONValue.Member? {
        guard !members.contains(where: { $0.key == "m.server" }) else { return nil }
        return members.first { $0.key.lowercased() == "m.server" }
    }

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let members = document.members,
            let member = member(of: members)
        else { return }
        findings.report(otherCase(context, document, member))
    }
}

// MARK: - Messages

extension ServerKeyCase {
    private static func otherCase(
        _ context: DelegationContext,
        _ document: ServerDocumentView,
        _ member: JSONValue.Member
    ) -> Finding {
        context.finding(
            info,
            "the key is \(Words.quoted(member.key)), not `m.server`",
            in: document,
            at: member.keyRange,
            "must be `\"m.server\"`",
            why: "Dendrite and other software in Go take it; Synapse and the servers in Rust find no `m.server`",
            help: "write `m.server` in lower case",
            fixes: document.fix("write the key in lower case", .unsafe, replace: member.keyRange, with: #""m.server""#)
        )
    }
}
