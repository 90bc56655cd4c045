import Diagnostics
import Federation

/// W115: `m.server` is empty.
enum ServerValueEmpty: DelegationRule {
    static let info = RuleInfo(
        "W115",
        "empty-value",
        .warning,
        summary: "`m.server` is empty",
        page: RulePage(
            whatItChecks: "Looks for an `m.server` without text.",
            whyItMatters: """
                Nothing is delegated: Synapse and Dendrite go on to SRV records and port 8448. For \
                matrix-appservice-bridge it is an error.
                """,
            howToFix: "Write the host and the port, or do not publish the document.",
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad("", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": «""»}"#)),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let value = document.serverValue, value.string == "" else {
            return
        }
        findings.report(empty(context, document, value))
    }
}

// MARK: - Messages

extension ServerValueEmpty {
    private static func empty(
        _ context: DelegationContext,
        _ document: ServerDocumentView,
        _ value: JSONValue
    ) -> Finding {
        context.finding(
            info,
            "`m.server` is empty",
            in: document,
            at: value.range,
            "a host and a port belong here",
            why: "nothing is delegated: servers go on to SRV records, then to port 8448",
            help: "write the host and the port of the homeserver, or do not publish the document"
        )
    }
}
