import DNS
import Diagnostics
import Federation

/// N106: name servers of a zone that give different answers.
enum ServersDisagree: ServerRule {
    static let info = RuleInfo(
        "N106",
        "servers-disagree",
        .warning,
        summary: "the name servers of a zone answer the same query differently",
        page: RulePage(
            whatItChecks: """
                With `--authoritative`: compares the answers of a zone's name servers to the queries of discovery, as \
                sets and without TTLs. N107 and N103 report servers that do not serve the zone or do not answer. The \
                severity is info if the serials differ as well, because a zone transfer may be in progress. It is also \
                info if only the addresses of a host differ, because some providers do this on purpose.
                """,
            whyItMatters: """
                Which answer a peer gets is a matter of chance, and caches keep it. The server works for some peers \
                and not for others, and for the same peer only on some days.
                """,
            howToFix: """
                Make sure that the secondaries transfer the zone, and that the last change increased the serial. If \
                two providers host the zone, change it at both.
                """,
            references: ["RFC 1034 §4.3.5", "RFC 1912 §2.2"]
        ),
        examples: [
            DNSExample.bad([
                DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", by: 1, record("matrix.example.com.")),
                DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", by: 2, record("old.example.com.")),
            ]),
            // The order and the TTL may differ.
            DNSExample.good([
                DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", by: 1, record("matrix.example.com.")),
                DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", by: 2, record("MATRIX.example.com.", ttl: 60)),
            ]),
        ]
    )

    private static func record(_ target: String, ttl: Int = 3600) -> String {
        #""status": "NOERROR", "authoritative": true, "#
            + #""records": ["_matrix-fed._tcp.example.com. \#(ttl) IN SRV 10 5 8448 \#(target)"]"#
    }

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for zone in context.zoneServers {
            let serving = zone.servers.filter { $0.lameness == nil && !$0.isSilent }
            guard serving.count > 1 else { continue }
            let differing = Self.differing(serving)
            if let first = differing.first { findings.report(disagree(context, zone, serving, first, differing.count)) }
        }
    }

    private struct Disagreement {
        let question: Question
        /// The different answers, each with the servers that give it.
        let answerGroups: [(answer: ServerAnswer, servers: [ZoneAnswers.Server])]
        let entry: DNSEntry

        /// Whether a server lacks records that others have.
        var isGap: Bool { answerGroups.contains { $0.answer.isNothing } }
    }

    /// The queries with different answers, with records that are missing on some servers first.
    private static func differing(_ servers: [ZoneAnswers.Server]) -> [Disagreement] {
        var questions: [Question] = []
        // The first answer of each server to each query.
        var answers: [Question: [(server: ZoneAnswers.Server, entry: DNSEntry)]] = [:]
        for server in servers {
            var asked: Set<Question> = []
            for entry in server.entries {
                // N106 is about records that peers use.
                guard ![.soa, .dnskey].contains(entry.question.type), asked.insert(entry.question).inserted else {
                    continue
                }
                if answers[entry.question] == nil { questions.append(entry.question) }
                answers[entry.question, default: []].append((server, entry))
            }
        }
        let found = questions.compactMap { question -> Disagreement? in
            let groups = (answers[question] ?? []).compactMap { server, entry in
                ServerAnswer(entry).map { (answer: $0, server: server, entry: entry) }
            }.grouped { $0.answer }
            guard groups.count > 1, let last = groups.last?.elements.first?.entry else { return nil }
            return Disagreement(
                question: question, answerGroups: groups.map { ($0.key, $0.elements.map(\.server)) }, entry: last)
        }
        return found.filter(\.isGap) + found.filter { !$0.isGap }
    }
}

/// The parts of an answer that are compared.
private enum ServerAnswer: Hashable {
    /// The data of the records at the queried name, or of its alias.
    case records(Set<String>)
    /// No records of the type. Whether the name exists with other types does not matter for discovery.
    case nothing
    case failure(String)

    /// Returns `nil` if there is no response.
    init?(_ entry: DNSEntry) {
        guard case .rcode(let code) = entry.status else { return nil }
        guard code == "NOERROR" || code == "NXDOMAIN" else {
            self = .failure(code)
            return
        }
        let own = entry.records.filter {
            $0.owner == entry.question.name && ($0.type == entry.question.type || $0.type == .cname)
        }
        self = own.isEmpty ? .nothing : .records(Set(own.map(\.data)))
    }

    var isNothing: Bool {
        switch self {
        case .nothing, .failure: true
        case .records: false
        }
    }

    var words: String {
        switch self {
        case .records(let data):
            let shown = data.sorted().prefix(3).map { Words.quoted($0, limit: 80) }
            return Words.list(shown + (data.count > 3 ? ["\(data.count - 3) more"] : []))
        case .nothing: return "no records"
        case .failure(let code): return code
        }
    }
}

extension AnswerRecord {
    /// The type and the data, with names in lower case: `SRV 10 5 8448 matrix.example.com.`
    var data: String { "\(type) \(fields.joined(separator: " "))".lowercasedNames }
}

extension String {
    /// The text in lower case, except for the type in front.
    fileprivate var lowercasedNames: String {
        guard let space = firstIndex(of: " ") else { return self }
        return self[..<space] + self[space...].lowercased()
    }
}

// MARK: - Messages

extension ServersDisagree {
    private static func disagree(
        _ context: ServerContext,
        _ zone: ZoneAnswers,
        _ servers: [ZoneAnswers.Server],
        _ disagreement: Disagreement,
        _ count: Int
    ) -> Finding {
        let answers = disagreement.answerGroups.prefix(3).map { group in
            let names =
                group.servers.prefix(3).map(\.words)
                + (group.servers.count > 3 ? ["\(group.servers.count - 3) more"] : [])
            return "\(Words.list(names)) \(group.servers.count == 1 ? "returns" : "return") \(group.answer.words)"
        }
        let serials = Set(servers.compactMap(\.serial))
        let isInTransit = serials.count > 1
        let isAddress = [.a, .aaaa].contains(disagreement.question.type) && !disagreement.isGap
        return Finding(
            info,
            "name servers of `\(zone.apex.textWithoutFinalDot)` answer `\(disagreement.question)` differently: "
                + answers.joined(separator: ", ")
                + (count > 1
                    ? "; \(count - 1) other \(count == 2 ? "query is" : "queries are") also answered differently" : ""),
            at: nil,
            why: "which answer a peer gets is a matter of chance, and caches keep it"
                + (isInTransit
                    ? ". The servers have the serials \(Words.list(serials.sorted(), limit: 8)), so a zone transfer may be "
                        + "in progress"
                    : ""),
            help: isInTransit
                ? "query them again after the refresh interval of the zone. If they still differ, find out why the "
                    + "secondaries do not transfer it"
                : "make sure that the secondaries transfer the zone and that the last change increased the serial. If two "
                    + "providers host the zone, change it at both",
            severity: isInTransit || isAddress ? .info : nil,
            subject: context.subject,
            source: FactSource(disagreement.entry)
        )
    }
}
