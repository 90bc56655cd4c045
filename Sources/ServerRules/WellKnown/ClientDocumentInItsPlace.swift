import Diagnostics
import Federation

/// W109: the document for clients stands where the one for servers belongs.
enum ClientDocumentInItsPlace: DelegationRule {
    static let info = RuleInfo(
        "W109",
        "client-document-in-its-place",
        .error,
        summary: "the document for clients stands where the one for servers belongs",
        page: RulePage(
            whatItChecks: """
                Looks for `m.homeserver` and `m.identity_server` in a document without `m.server`: these belong to \
                `/.well-known/matrix/client`.
                """,
            whyItMatters: """
                The documents for clients and for servers are two, at two places, of two forms. Servers do not read \
                `m.homeserver`; they go on as if there were no document.
                """,
            howToFix: """
                Publish `{"m.server": "matrix.example.com:443"}` at `/.well-known/matrix/server`, and what stands there \
                now at `/.well-known/matrix/client`.
                """,
            references: ["Matrix server-server, Server discovery", "Matrix client-server, Well-known URI"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    wellKnown: #"{«"m.homeserver"»: {"base_url": "https://matrix.example.com"}}"#)),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func member(of members: [JSONValue.Member]) -> JSONValue.Member? {
        guard !members.contains(where: { $0.key == "m.server" }) else { return nil }
        return members.first { $0.key == "m.homeserver" || $0.key == "m.identity_server" }
    }

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let members = document.members,
            let member = member(of: members), ServerKeyCase.member(of: members) == nil
        else { return }
        findings.report(forClients(context, document, member))
    }
}

// MARK: - Messages

extension ClientDocumentInItsPlace {
    private static func forClients(
        _ context: DelegationContext,
        _ document: ServerDocumentView,
        _ member: JSONValue.Member
    ) -> Finding {
        context.finding(
            info,
            "the document for clients stands where the one for servers belongs: it has `\(member.key)`",
            in: document,
            at: member.keyRange,
            "belongs to `/.well-known/matrix/client`",
            why: "servers look for `m.server`, do not find it, and go on as if there were no document",
            help: "write `{\"m.server\": \"matrix.example.com:443\"}` here, with the host and port of the homeserver"
        )
    }
}
