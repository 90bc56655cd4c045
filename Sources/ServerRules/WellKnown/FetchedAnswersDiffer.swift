import DNS
import Diagnostics
import Federation

/// W207: the addresses of the host return different responses.
enum FetchedAnswersDiffer: ServerRule {
    static let info = RuleInfo(
        "W207",
        "answers-differ-by-address",
        .error,
        summary: "the addresses of the host return different well-known documents",
        page: RulePage(
            whatItChecks: """
                Compares the responses from all addresses of the server name. A different `m.server` or status is an \
                error. An address that does not respond while others do is a warning.
                """,
            whyItMatters: """
                Each peer picks an address on its own, so peers resolve the server name to different endpoints, and \
                federation works only for some. Often the IPv6 address belongs to another web server, or only one of \
                two machines was reconfigured.
                """,
            howToFix: "Serve the same document at every address, or remove the address from the zone.",
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                alsoFires: ["W201"],
                server: ExampleServer(
                    evidence: """
                        {"https": [
                          {
                            "url": "https://example.com/.well-known/matrix/server", "address": "192.0.2.80",
                            "status": 200, "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                          },
                          {
                            "url": "https://example.com/.well-known/matrix/server", "address": "2001:db8::80",
                            "status": 404
                          }
                        ]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [
                          {
                            "url": "https://example.com/.well-known/matrix/server", "address": "192.0.2.80",
                            "status": 200, "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                          },
                          {
                            "url": "https://example.com/.well-known/matrix/server", "address": "2001:db8::80",
                            "status": 200, "body": "{ \\"m.server\\": \\"matrix.example.com:443\\" }"
                          }
                        ]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let entries = context.fetched(.server).filter { $0.address != nil }
        guard let first = entries.first(where: { $0.error == nil }) else { return }
        let answer = answer(first)
        if let other = entries.first(where: { $0.error == nil && self.answer($0) != answer }) {
            findings.report(differ(context, first, other))
            return
        }
        // W209 reports where TLS fails.
        for silent in entries
        where silent.error != nil && silent.error != .tlsFailed && silent.address != first.address {
            findings.report(silence(context, first, silent))
        }
    }

    /// Returns what peers learn from a response.
    private static func answer(_ entry: HTTPSEntry) -> String {
        guard entry.status == 200 else { return "status \(entry.status ?? 0)" }
        guard let value = ServerDocumentView(fetched: entry)?.serverValue?.string else {
            return "no document with `m.server`"
        }
        return "`m.server` \(Words.quoted(value, limit: 80))"
    }
}

// MARK: - Messages

extension FetchedAnswersDiffer {
    private static func addressText(_ entry: HTTPSEntry) -> String {
        entry.address?.description ?? "one address"
    }

    private static func differ(_ context: ServerContext, _ first: HTTPSEntry, _ other: HTTPSEntry) -> Finding {
        var finding = context.finding(
            info,
            "the web server returns \(answer(first)) at \(addressText(first)), but \(answer(other)) at "
                + addressText(other),
            of: other,
            why: "each peer picks an address on its own, so federation works only for some peers",
            help: "serve the same document at every address, or remove the address from the zone"
        )
        if case .present? = context.routes?.specification.delegation { finding.route.isPartial = true }
        return finding
    }

    private static func silence(_ context: ServerContext, _ first: HTTPSEntry, _ silent: HTTPSEntry) -> Finding {
        let trouble =
            switch silent.error {
            case .timeout: "times out"
            case .connectionRefused: "refuses the connection"
            default: "does not respond"
            }
        let hasDocument = first.status == 200
        return context.finding(
            info,
            "\(addressText(silent)) \(trouble), while \(addressText(first)) returns "
                + (hasDocument ? "the well-known document" : answer(first)),
            of: silent,
            why: "peers that try this address first are delayed"
                + (hasDocument ? ", and some continue without the document" : ""),
            help: (hasDocument ? "serve the document" : "let the website answer")
                + " at every address of the name, or remove the address from the zone",
            severity: .warning
        )
    }
}
