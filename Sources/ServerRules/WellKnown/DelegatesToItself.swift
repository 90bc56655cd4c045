import DNS
import Diagnostics
import Federation

/// W111: `m.server` is the server name itself, without a port.
enum DelegatesToItself: ServerRule {
    static let info = RuleInfo(
        "W111",
        "delegates-to-itself",
        .warning,
        stopsPeers: true,
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
        let (help, endpoints) = advice(context, text)
        return context.finding(
            info,
            "`m.server` is the server name without a port, which has no effect",
            in: document,
            at: value.range,
            "the server name",
            why: "peers continue with the SRV records of `\(text)`, then port 8448, as they would without the document",
            help: help,
            advice: FindingAdvice(endpoints: endpoints)
        )
    }

    /// Recommends the port at which the homeserver is known to answer. Without the document, peers would make the same
    /// queries for SRV records as with it, so that a failed query is a reason to keep it.
    private static func advice(_ context: ServerContext, _ text: String) -> (help: String, endpoints: [String]) {
        let addresses = (try? ServerName(text)).map { context.evidence.addresses(of: $0) } ?? []
        let known = [UInt16(443), 8448].first { port in
            addresses.contains { context.evidence.requests($0, port).contains(where: \.isSuccess) }
        }
        let isFailing = MatrixService.allCases.contains { service in
            if case .failed? = context.services(service, at: text)?.state { true } else { false }
        }
        let ports: [UInt16] = known.map { [$0] } ?? (isFailing ? [443, 8448] : [443])
        let endpoints: [String] = ports.map { "\(text):\($0)" }
        let port = known == nil ? nil : "write `\(endpoints[0])`, where the homeserver answers"
        if isFailing {
            let usual = "write the port of the homeserver, such as `\(text):443` or `\(text):8448`"
            return ((port ?? usual) + ", so that peers do not query SRV records", endpoints)
        }
        return ((port ?? "write `\(text):443` if the homeserver listens there") + ", or remove the document", endpoints)
    }
}
