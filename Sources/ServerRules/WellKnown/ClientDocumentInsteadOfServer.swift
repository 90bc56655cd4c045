import Diagnostics
import Federation

/// W109: the client well-known document is published at the path of the server document.
enum ClientDocumentInsteadOfServer: ServerRule {
    static let info = RuleInfo(
        "W109",
        "client-document-instead-of-server",
        .error,
        stopsPeers: true,
        summary: "the client well-known document is published at `/.well-known/matrix/server`",
        page: RulePage(
            whatItChecks: """
                Checks for `m.homeserver` and `m.identity_server` in a document without `m.server`. These keys belong \
                in `/.well-known/matrix/client`.
                """,
            whyItMatters: """
                Clients and servers use two different documents, at different paths and with different keys. Peers do \
                not read `m.homeserver`: they ignore the document and continue with SRV records, then port 8448.
                """,
            howToFix: """
                Publish `{"m.server": "matrix.example.com:443"}` at `/.well-known/matrix/server`, and move the current \
                document to `/.well-known/matrix/client`.
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let members = document.members,
            let member = member(of: members), ServerKeyCase.member(of: members) == nil
        else { return }
        findings.report(forClients(context, document, member))
    }
}

// MARK: - Messages

extension ClientDocumentInsteadOfServer {
    private static func forClients(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ member: JSONValue.Member
    ) -> Finding {
        context.finding(
            info,
            "the client well-known document is published at the server path: it contains `\(member.key)`",
            in: document,
            at: member.keyRange,
            "belongs in `/.well-known/matrix/client`",
            why: "peers find no `m.server`, ignore the document and continue with SRV records, then port 8448",
            help: "write `{\"m.server\": \"HOST:PORT\"}` here, with the host and port of the homeserver"
        )
    }
}
