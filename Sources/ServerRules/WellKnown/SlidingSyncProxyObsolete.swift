import Diagnostics
import Federation

/// W310: the client well-known document names a proxy for sliding sync.
enum SlidingSyncProxyObsolete: ServerRule {
    static let info = RuleInfo(
        "W310",
        "sliding-sync-proxy-obsolete",
        .info,
        isForClients: true,
        summary: "`org.matrix.msc3575.proxy` in the client well-known document is obsolete",
        page: RulePage(
            whatItChecks: "Reports `org.matrix.msc3575.proxy` in the client well-known document.",
            whyItMatters: """
                The proxy for sliding sync is no longer developed (its repository is archived), and clients use the sliding \
                sync of the homeserver itself (MSC4186). Current clients ignore the key.
                """,
            howToFix: """
                Remove the key and stop the proxy, once no client needs it. Synapse supports sliding sync itself, which \
                `org.matrix.simplified_msc3575` in `/_matrix/client/versions` shows.
                """,
            references: ["MSC3575", "MSC4186"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    client: """
                        {"m.homeserver": {"base_url": "https://matrix.example.com"},
                         «"org.matrix.msc3575.proxy"»: {"url": "https://slidingsync.example.com"}}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(client: #"{"m.homeserver": {"base_url": "https://matrix.example.com"}}"#)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let view = context.clientDocument, let member = view.document.slidingSyncProxy else { return }
        findings.report(obsolete(context, view, member))
    }
}

// MARK: - Messages

extension SlidingSyncProxyObsolete {
    private static func obsolete(
        _ context: ServerContext, _ view: ClientDocumentView, _ member: JSONValue.Member
    ) -> Finding {
        Finding(
            info,
            "the client well-known document has the obsolete key `\(member.key)`",
            at: view.place(member.keyRange, "current clients ignore it"),
            why: "clients use the sliding sync of the homeserver itself, and the proxy is no longer developed",
            help: "remove the key, and stop the proxy",
            subject: context.subject,
            source: view.source
        )
    }
}
