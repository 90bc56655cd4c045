import Diagnostics
import Federation

/// W205: the document is not sent as JSON.
enum FetchedContentType: DelegationRule {
    static let info = RuleInfo(
        "W205",
        "wrong-content-type",
        .info,
        summary: "the well-known document is not sent as `application/json`",
        page: RulePage(
            whatItChecks: "Looks at the `Content-Type` of the document.",
            whyItMatters: """
                Servers read the document whatever its type. Some testers report it, and a browser shows it as a file \
                to download.
                """,
            howToFix: """
                Set the type for the path, as the file has no extension to tell it: `default_type application/json;` in \
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(.server, by: otherType) {
            guard let type = otherType(entry) else { continue }
            findings.report(wrongType(context, entry, type))
        }
    }

    /// The type, empty where there is none; `nil` where it is JSON or the headers were not noted. A page for people
    /// has a rule of its own.
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
    private static func wrongType(_ context: DelegationContext, _ entry: HTTPSEntry, _ type: String) -> Finding {
        context.finding(
            info,
            type.isEmpty
                ? "the well-known document is sent without a content type"
                : "the well-known document is sent as \(Words.quoted(type, limit: 60)), not as `application/json`",
            of: entry,
            why: "servers do not mind; some testers report it",
            help: "set the content type of the path to `application/json`"
        )
    }
}
