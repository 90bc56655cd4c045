import DNS
import Diagnostics
import Federation

/// W210: the document is published on the host that it delegates to.
enum PublishedOnDelegatedHost: ServerRule {
    static let info = RuleInfo(
        "W210",
        "published-on-delegated-host",
        .warning,
        summary: "the well-known document is published on the delegated host, not on the server name",
        page: RulePage(
            whatItChecks: """
                Checks whether the server name has no document, while a host below it or one of its SRV targets has a \
                document that names that host itself.
                """,
            whyItMatters: """
                Peers know only the server name and request `https://example.com/.well-known/matrix/server`. They \
                never request a document at `matrix.example.com`, and continue with SRV records, then port 8448.
                """,
            howToFix: """
                Publish the document on the server name, or redirect the path there to the host that has the document.
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
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

    private static func targets(_ context: ServerContext, _ host: String) -> Set<String> {
        let records = MatrixService.allCases.flatMap { context.services($0, at: host)?.records ?? [] }
        return Set(records.compactMap { $0.service?.target.description.lowercased().trimmingFinalDot })
    }
}

// MARK: - Messages

extension PublishedOnDelegatedHost {
    private static func elsewhere(
        _ context: ServerContext,
        _ entry: HTTPSEntry,
        _ host: String,
        _ other: String
    ) -> Finding {
        context.finding(
            info,
            "the well-known document is published on `\(other)`, not on `\(host)`, where peers request it",
            of: entry,
            why: "peers know only the server name and request `\(WellKnown.url(host, .server))`",
            help: "publish it on `\(host)`, or redirect the path there to `\(other)`"
        )
    }
}
