import DNS
import Federation

/// W210: the document stands at the host that it delegates to.
enum PublishedOnTheDelegate: DelegationRule {
    static let info = RuleInfo(
        "W210",
        "published-on-the-delegate",
        .warning,
        summary: "the well-known document stands at the delegated host, not at the server name",
        page: RulePage(
            whatItChecks: """
                Looks for a document at a host below the server name, or at an SRV target of it, that names that host \
                itself, where the server name has none.
                """,
            whyItMatters: """
                Peers know the server name and nothing else: they ask `https://example.com/.well-known/matrix/server`. \
                A document at `matrix.example.com` is asked for by nobody, and peers go on to SRV records and port 8448.
                """,
            howToFix: """
                Publish the document at the server name, or have its web server redirect the path to the host that has \
                it.
                """,
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [
                          {"url": "https://example.com/.well-known/matrix/server", "status": 404},
                          {
                            "url": "https://matrix.example.com/.well-known/matrix/server", "status": 200,
                            "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                          }
                        ]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [
                          {
                            "url": "https://example.com/.well-known/matrix/server", "status": 200,
                            "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                          },
                          {
                            "url": "https://matrix.example.com/.well-known/matrix/server", "status": 200,
                            "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                          }
                        ]}
                        """)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard context.isWithoutWellKnown, context.input.wellKnown == nil,
            let host = context.delegatingHost?.lowercased()
        else { return }
        for entry in context.input.evidence?.https ?? [] {
            guard let parts = URLParts(entry.url), parts.host != host, parts.path == "/.well-known/matrix/server",
                parts.host.hasSuffix(".\(host)") || targets(context, host).contains(parts.host),
                let value = ServerDocumentView(fetched: entry)?.serverValue?.string, let name = try? ServerName(value),
                case .name(let delegated) = name.host, delegated.lowercased() == parts.host
            else { continue }
            findings.report(elsewhere(context, entry, host, parts.host))
        }
    }

    private static func targets(_ context: DelegationContext, _ host: String) -> Set<String> {
        let records = MatrixService.allCases.flatMap { context.services($0, at: host)?.records ?? [] }
        return Set(records.compactMap { $0.service?.target.description.lowercased().trimmingFinalDot })
    }
}

// MARK: - Messages

extension PublishedOnTheDelegate {
    private static func elsewhere(
        _ context: DelegationContext,
        _ entry: HTTPSEntry,
        _ host: String,
        _ other: String
    ) -> Finding {
        context.finding(
            info,
            "the well-known document stands at `\(other)`, where nobody asks for it, and not at `\(host)`",
            of: entry,
            why: "peers know the server name only, and ask `\(WellKnown.url(host, .server))`",
            help: "publish it at `\(host)`, or redirect the path there to `\(other)`"
        )
    }
}
