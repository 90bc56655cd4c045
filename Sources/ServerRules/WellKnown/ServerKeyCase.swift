import Diagnostics
import Federation

/// W114: the key `m.server` is not in lowercase.
enum ServerKeyCase: ServerRule {
    static let info = RuleInfo(
        "W114",
        "key-case",
        .warning,
        fix: .unsafe,
        stopsPeers: true,
        summary: "the key `m.server` has uppercase letters",
        page: RulePage(
            whatItChecks: "Checks for a key that differs from `m.server` only in case, such as `M.Server`.",
            whyItMatters: """
                JSON keys are case-sensitive. Dendrite and other Go software accept any case anyway. Synapse and \
                homeservers written in Rust find no `m.server`, ignore the document and continue with SRV records, \
                then port 8448.
                """,
            howToFix: "Write `m.server` in lowercase.",
            references: ["RFC 8259 §8.3", "Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                alsoFires: ["M301"],
                server: ExampleServer(
                    wellKnown: #"{"m.server": "matrix.example.com:443", «"M.Server"»: "old.example.com:443"}"#)),
            .bad(
                "", continuation: false,
                // The consequence is reported, too.
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let members = document.members else { return }
        if let member = member(of: members) {
            findings.report(otherCase(context, document, member))
        } else if let member = second(of: members) {
            findings.report(secondKey(context, document, member))
        }
    }

    /// Returns a key in another case after `m.server`, with another value.
    private static func second(of members: [JSONValue.Member]) -> JSONValue.Member? {
        let keys = members.filter { $0.key.lowercased() == "m.server" }
        guard let last = keys.last, last.key != "m.server", last.value.kindName != "null",
            let exact = keys.last(where: { $0.key == "m.server" }), exact.value.string != last.value.string
        else { return nil }
        return last
    }
}

// MARK: - Messages

extension ServerKeyCase {
    private static func otherCase(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ member: JSONValue.Member
    ) -> Finding {
        context.finding(
            info,
            "the key is \(Words.quoted(member.key)), not `m.server`",
            in: document,
            at: member.keyRange,
            "expected `\"m.server\"`",
            why: "Dendrite and other Go software accept it; Synapse and homeservers written in Rust find no `m.server`",
            help: "write `m.server` in lowercase",
            fixes: document.fix("write the key in lowercase", .unsafe, replace: member.keyRange, with: #""m.server""#)
        )
    }

    private static func secondKey(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ member: JSONValue.Member
    ) -> Finding {
        context.finding(
            info,
            "the key \(Words.quoted(member.key)) follows `m.server` with another value",
            in: document,
            at: member.keyRange,
            "differs from `m.server` only in case",
            why: "Dendrite and other Go software use the last key in any case; others use only `m.server`",
            help: "remove \(Words.quoted(member.key)) and its value"
        )
    }
}
