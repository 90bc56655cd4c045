import Diagnostics
import Federation

/// W206: the document may be kept for a very short or a very long time.
enum FetchedLifetime: DelegationRule {
    static let info = RuleInfo(
        "W206",
        "lifetime-short-or-long",
        .info,
        summary: "the well-known document may be kept for less than five minutes or more than two days",
        page: RulePage(
            whatItChecks: "Looks at `Cache-Control` of the document: `max-age` and `no-store`.",
            whyItMatters: """
                Servers keep the document for as long as the header says, Synapse for at least five minutes and at most \
                48 hours; without a header for a day. A shorter time asks your web server for it again and again; a \
                longer one does not hold, and before a move it is worth lowering.
                """,
            howToFix: "Send `Cache-Control: max-age=3600`, or no such header.",
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(.server, by: { lifetime($0).map(String.init) }) {
            guard let seconds = lifetime(entry), !(300...172_800).contains(seconds) else { continue }
            findings.report(outside(context, entry, seconds))
        }
    }

    /// In seconds, as Synapse reads it: names in any case, a quoted or missing number counts for nothing.
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
    private static func outside(_ context: DelegationContext, _ entry: HTTPSEntry, _ seconds: Int) -> Finding {
        let isShort = seconds < 300
        let shown = seconds == .max ? "more seconds than can be counted" : Words.count(seconds, "second")
        return context.finding(
            info,
            isShort
                ? "the well-known document may be kept for \(shown) only"
                : "the well-known document may be kept for \(shown), more than two days",
            of: entry,
            why: isShort
                ? "peers ask for it again and again; Synapse keeps it for five minutes all the same"
                : "servers keep it for two days at most, and a move takes as long to be seen",
            help: "send `Cache-Control: max-age=3600`, or no such header"
        )
    }
}
