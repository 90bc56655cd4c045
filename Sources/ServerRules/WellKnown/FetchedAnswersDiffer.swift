import DNS
import Diagnostics
import Federation

/// W207: the addresses of the host do not answer alike.
enum FetchedAnswersDiffer: DelegationRule {
    static let info = RuleInfo(
        "W207",
        "answers-differ-by-address",
        .error,
        summary: "the addresses of the host give different well-known documents",
        page: RulePage(
            whatItChecks: """
                Compares what comes back from each address of the server name: another `m.server` or status is an \
                error, an address that does not answer where others do is a warning.
                """,
            whyItMatters: """
                Which address a peer takes is chance: the server is in two places for the federation, and works for \
                some and not for others. Often the IPv6 address leads to another web server, or the configuration was \
                changed at one of two machines only.
                """,
            howToFix: "Give every address the same document, or take the address out of the zone.",
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        let entries = context.fetched(.server).filter { $0.address != nil }
        guard let first = entries.first(where: { $0.error == nil }) else { return }
        let answer = answer(first)
        if let other = entries.first(where: { $0.error == nil && self.answer($0) != answer }) {
            findings.report(differ(context, first, other))
            return
        }
        for silent in entries where silent.error != nil && silent.address != first.address {
            findings.report(silence(context, first, silent))
        }
    }

    /// What peers take from an answer.
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
    private static func place(_ entry: HTTPSEntry) -> String {
        entry.address?.description ?? "one address"
    }

    private static func differ(_ context: DelegationContext, _ first: HTTPSEntry, _ other: HTTPSEntry) -> Finding {
        context.finding(
            info,
            "the addresses of the host answer differently: \(answer(first)) from \(place(first)), "
                + "\(answer(other)) from \(place(other))",
            of: other,
            why: "which address a peer takes is chance, so the server works for some and not for others",
            help: "give every address the same document, or take the address out of the zone"
        )
    }

    private static func silence(_ context: DelegationContext, _ first: HTTPSEntry, _ silent: HTTPSEntry) -> Finding {
        let trouble =
            switch silent.error {
            case .timeout: "does not answer in time"
            case .connectionRefused: "refuses the connection"
            case .tlsFailed: "fails at TLS"
            default: "gives no answer"
            }
        return context.finding(
            info,
            "the well-known document comes from \(place(first)), while \(place(silent)) \(trouble)",
            of: silent,
            why: "peers that take this address first wait, and some do without the document",
            help: "have the web server answer at every address of the name, or take the address out of the zone",
            severity: .warning
        )
    }
}
