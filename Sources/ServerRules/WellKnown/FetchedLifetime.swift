import Diagnostics
import Federation

/// W206: the document is cacheable for a very short or a very long time.
enum FetchedLifetime: ServerRule {
    static let info = RuleInfo(
        "W206",
        "cache-lifetime-out-of-range",
        .info,
        summary: "the well-known document is cacheable for less than 5 minutes or more than 48 hours",
        page: RulePage(
            whatItChecks: "Checks `max-age` and `no-store` in the `Cache-Control` header of the document.",
            whyItMatters: """
                Servers that follow this header cache the document for as long as it allows. Synapse caches it for at \
                least 5 minutes and at most 48 hours, and for 24 hours if the header is missing. A shorter lifetime \
                causes repeated requests to your web server. A longer one has no effect. Lower it before you move the \
                homeserver.
                """,
            howToFix: "Send `Cache-Control: max-age=3600`, or no `Cache-Control` header.",
            references: ["Matrix server-server, Server discovery", "RFC 9111 §5.2.2"]
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
                            "headers": [["Content-Type", "application/json"], ["Cache-Control", "public, max-age=31536000"]]
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
                            "headers": [["Content-Type", "application/json"], ["Cache-Control", "max-age=3600"]]
                          }],
                          "status": 200, "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(.server, by: { lifetime($0).map(String.init) }) {
            guard let seconds = lifetime(entry), !(300...172_800).contains(seconds) else { continue }
            findings.report(outside(context, entry, seconds))
        }
    }

    /// Returns the lifetime in seconds as Synapse reads it: directive names in any case, quoted or missing numbers ignored.
    private static func lifetime(_ entry: HTTPSEntry) -> Int? {
        guard entry.error == nil, entry.status == 200, let field = entry.lastHeaders["cache-control"] else {
            return nil
        }
        var isStored = true
        for part in field.split(separator: ",") {
            let words = part.split(separator: "=", maxSplits: 1).map { $0.lowercased().filter { $0 != " " } }
            if words.first == "no-store" { isStored = false }
            guard words.count == 2, words[0] == "max-age", words[1].utf8.allSatisfy({ $0 &- 0x30 < 10 }) else {
                continue
            }
            return Int(words[1]) ?? .max
        }
        return isStored ? nil : 0
    }
}

// MARK: - Messages

extension FetchedLifetime {
    private static func outside(_ context: ServerContext, _ entry: HTTPSEntry, _ seconds: Int) -> Finding {
        let isShort = seconds < 300
        let shown = seconds == .max ? "more seconds than can be counted" : Words.count(seconds, "second")
        return context.finding(
            info,
            isShort
                ? "the well-known document is cacheable for only \(shown)"
                : "the well-known document is cacheable for \(shown), more than 48 hours",
            of: entry,
            why: isShort
                ? "peers refetch it constantly; Synapse caches it for at least 5 minutes anyway"
                : "peers cache it for up to 48 hours, so a move can take that long to take effect",
            help: "send `Cache-Control: max-age=3600`, or no `Cache-Control` header"
        )
    }
}
