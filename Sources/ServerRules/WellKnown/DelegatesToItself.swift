import Diagnostics
import Federation

/// W111: `m.server` is the server name itself, without a port.
enum DelegatesToItself: ServerRule {
    static let info = RuleInfo(
        "W111",
        "delegates-to-itself",
        .warning,
        summary: "`m.server` is the server name itself, without a port",
        page: RulePage(
            whatItChecks: """
                Checks whether `m.server` is the server name without a port. With a port, such as `example.com:443`, \
                it is valid delegation.
                """,
            whyItMatters: """
                Such a document has no effect: peers look up the SRV records of the name and then use port 8448, as \
                they would without it. Usually port 443 was intended.
                """,
            howToFix: """
                Add the port: `example.com:443` if the homeserver listens there. Otherwise, remove the document.
                """,
            references: ["Matrix server-server, Resolving server names, step 3"]
        ),
        examples: [
            .bad("", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": «"example.com"»}"#)),
            .good("", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "example.com:443"}"#)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let value = document.serverValue, let text = value.string,
            let host = context.delegatingHost, text.lowercased() == host.lowercased()
        else { return }
        findings.report(itself(context, document, value, text))
    }
}

// MARK: - Messages

extension DelegatesToItself {
    private static func itself(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ value: JSONValue,
        _ text: String
    ) -> Finding {
        context.finding(
            info,
            "`m.server` is the server name itself without a port, which has no effect",
            in: document,
            at: value.range,
            "the server name",
            why: "peers continue with the SRV records of `\(text)`, then port 8448, as they would without the document",
            help: "write `\(text):443` if the homeserver listens there, or remove the document"
        )
    }
}
