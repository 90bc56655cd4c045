import DNS
import Diagnostics
import Federation

/// W103: the document has no `m.server`.
enum ServerKeyMissing: ServerRule {
    static let info = RuleInfo(
        "W103",
        "server-key-missing",
        .error,
        stopsPeers: true,
        summary: "the well-known document has no `m.server`",
        page: RulePage(
            whatItChecks: "Checks whether the document is a JSON object with the key `m.server`.",
            whyItMatters: """
                Without the key the document has no effect. Peers ignore the document and continue with SRV records, \
                then port 8448.
                """,
            howToFix: "Publish `{\"m.server\": \"matrix.example.com:443\"}`.",
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(wellKnown: #"{«"m.sever"»: "matrix.example.com:443"}"#)),
            .bad("", continuation: false, server: ExampleServer(wellKnown: #"«[»"matrix.example.com:443"]"#)),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, case .success(let value) = document.content,
            // A document inside a string (W101) has its own rule.
            document.diagnosis == nil
        else { return }
        guard let members = value.members else {
            findings.report(notAnObject(context, document, value))
            return
        }
        // A key in a different case (W114) and the client document (W109) have their own rules.
        guard document.serverValue == nil, ServerKeyCase.member(of: members) == nil,
            ClientDocumentInsteadOfServer.member(of: members) == nil
        else { return }
        findings.report(missing(context, document, value, members))
    }
}

// MARK: - Messages

extension ServerKeyMissing {
    private static let why = "peers ignore the document and continue with SRV records, then port 8448"

    private static func notAnObject(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ value: JSONValue
    ) -> Finding {
        context.finding(
            info,
            "the well-known document is \(value.kindName), not an object with `m.server`",
            in: document,
            at: value.range.prefix(1),
            "expected a JSON object",
            why: why,
            help: "write `{\"m.server\": \"HOST:PORT\"}`, with the host and port of the homeserver"
        )
    }

    private static func missing(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ value: JSONValue,
        _ members: [JSONValue.Member]
    ) -> Finding {
        let near = members.first { member in
            ["server", "m_server", "mserver"].contains(member.key.lowercased())
                || Spelling.nearest(to: member.key, among: ["m.server"]) != nil
        }
        return context.finding(
            info,
            "the well-known document has no `m.server`",
            in: document,
            at: near?.keyRange ?? value.range.prefix(1),
            near == nil ? "object without `m.server`" : "did you mean `m.server`?",
            why: why,
            help: near.map { "write `m.server` instead of \(Words.quoted($0.key))" }
                ?? "write `{\"m.server\": \"HOST:PORT\"}`, with the host and port of the homeserver"
        )
    }
}

extension Range<Int> {
    /// Returns the first bytes of the range, at most `length`.
    func prefix(_ length: Int) -> Range<Int> {
        lowerBound..<Swift.min(upperBound, lowerBound + length)
    }
}
