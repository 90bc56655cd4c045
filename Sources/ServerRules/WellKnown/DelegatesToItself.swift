import Diagnostics
import Federation

/// W111: `m.server` is the server name itself, without a port.
enum DelegatesToItself: DelegationRule {
    static let info = RuleInfo(
        "W111",
        "delegates-to-itself",
        .warning,
        summary: "`m.server` is the server name itself, without a port",
        page: RulePage(
            whatItChecks: """
                Looks whether `m.server` is the server name without a port. With one, such as `example.com:443`, it is \
                a proper answer.
                """,
            whyItMatters: """
                Such a document changes nothing: servers go on to the SRV records of the name and to port 8448, as they \
                would without it. Who wrote it usually meant port 443.
                """,
            howToFix: """
                Write the port: `example.com:443` if the homeserver answers there. Without one, take the document away.
                """,
            references: ["Matrix server-server, Resolving server names, step 3"]
        ),
        examples: [
            .bad("", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": «"example.com"»}"#)),
            .good("", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "example.com:443"}"#)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let value = document.serverValue, let text = value.string,
            let host = context.delegatingHost, text.lowercased() == host.lowercased()
        else { return }
        findings.report(itself(context, document, value, text))
    }
}

// MARK: - Messages

extension DelegatesToItself {
    private static func itself(
        _ context: DelegationContext,
        _ document: ServerDocumentView,
        _ value: JSONValue,
        _ text: String
    ) -> Finding {
        context.finding(
            info,
            "`m.server` is the server name itself, and without a port that changes nothing",
            in: document,
            at: value.range,
            "the server name",
            why: "servers go on to the SRV records of `\(text)` and to port 8448, as they would without the document",
            help: "write `\(text):443` if the homeserver answers there, or take the document away"
        )
    }
}
