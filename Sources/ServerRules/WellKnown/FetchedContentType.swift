import Diagnostics
import Federation

/// W205: the document is not served as JSON.
enum FetchedContentType: ServerRule {
    static let info = RuleInfo(
        "W205",
        "wrong-content-type",
        .info,
        summary: "the well-known document is not served as `application/json`",
        page: RulePage(
            whatItChecks: "Checks the `Content-Type` header of the document.",
            whyItMatters: """
                Peers read the document regardless of its type. Some test tools report a wrong type, and browsers \
                download the document instead of displaying it.
                """,
            howToFix: """
                Set the type for this path, because the file has no extension: `default_type application/json;` in \
                nginx, `Header set Content-Type application/json` in Apache.
                """,
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server",
                          "hops": [{
                            "url": "https://example.com/.well-known/matrix/server", "status": 200,
                            "headers": [["Content-Type", "application/octet-stream"]]
                          }],
                          "status": 200, "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server",
                          "hops": [{
                            "url": "https://example.com/.well-known/matrix/server", "status": 200,
                            "headers": [["content-type", "application/json; charset=utf-8"]]
                          }],
                          "status": 200, "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(.server, by: otherType) {
            guard let type = otherType(entry) else { continue }
            findings.report(wrongType(context, entry, type))
        }
    }

    /// Returns the type, empty if there is none, or `nil` if it is JSON or no headers were recorded.
    ///
    /// Web pages have their own rule, W110.
    private static func otherType(_ entry: HTTPSEntry) -> String? {
        guard let view = ServerDocumentView(fetched: entry), view.firstTag == nil, !entry.lastHeaders.isEmpty else {
            return nil
        }
        let type = entry.lastHeaders["content-type"] ?? ""
        let essence = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return essence == "application/json" ? nil : type
    }
}

// MARK: - Messages

extension FetchedContentType {
    private static func wrongType(_ context: ServerContext, _ entry: HTTPSEntry, _ type: String) -> Finding {
        context.finding(
            info,
            type.isEmpty
                ? "the well-known document is served without a content type"
                : "the well-known document is served as \(Words.quoted(type, limit: 60)), not `application/json`",
            of: entry,
            why: "peers ignore the content type, but some test tools report it",
            help: "send `Content-Type: application/json` for `\(entry.url)`"
        )
    }
}
