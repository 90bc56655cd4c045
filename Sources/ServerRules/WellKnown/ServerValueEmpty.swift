import Diagnostics
import Federation

/// W115: `m.server` is empty.
enum ServerValueEmpty: ServerRule {
    static let info = RuleInfo(
        "W115",
        "empty-value",
        .warning,
        stopsPeers: true,
        summary: "`m.server` is empty",
        page: RulePage(
            whatItChecks: "Checks whether `m.server` is an empty string.",
            whyItMatters: """
                Nothing is delegated: Synapse and Dendrite continue with SRV records, then port 8448. \
                matrix-appservice-bridge reports an error.
                """,
            howToFix: "Write the host and port of the homeserver, or remove the document.",
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad("", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": «""»}"#)),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let value = document.serverValue, value.string == "" else {
            return
        }
        findings.report(empty(context, document, value))
    }
}

// MARK: - Messages

extension ServerValueEmpty {
    private static func empty(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ value: JSONValue
    ) -> Finding {
        context.finding(
            info,
            "`m.server` is empty",
            in: document,
            at: value.range,
            "expected a host and port",
            why: "nothing is delegated: peers continue with SRV records, then port 8448",
            help: "write the host and port of the homeserver, as in `HOST:PORT`, or remove the document"
        )
    }
}
