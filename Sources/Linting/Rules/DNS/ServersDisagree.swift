import DNS
import Federation

/// N106: the name servers of a zone answer differently.
enum ServersDisagree: DelegationRule {
    static let info = RuleInfo(
        "N106",
        "servers-disagree",
        .warning,
        summary: "the name servers of a zone answer the same question differently",
        page: RulePage(
            whatItChecks: """
                With `--authoritative`: compares what the name servers of a zone answer to the questions on the way to \
                the server, as sets, without TTLs. Servers that do not serve the zone, or do not answer, are the \
                business of N107 and N103. Where the serials differ as well, a transfer may be under way, and it is no \
                more than a note; so are different addresses for a host, which some providers hand out on purpose.
                """,
            whyItMatters: """
                Which answer a peer gets is chance, and caches keep it: the server works for some and not for others, \
                and for the same peer on some days.
                """,
            howToFix: """
                See that the secondaries transfer the zone, and that the serial was increased with the last change; \
                zones kept at two providers have to be changed at both.
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for zone in context.zoneServers {
            let serving = zone.servers.filter { $0.lameness == nil && !$0.isSilent }
            guard serving.count > 1 else { continue }
            let differing = Self.differing(serving)
            if let first = differing.first { findings.report(disagree(context, zone, serving, first, differing.count)) }
        }
    }

    private struct Disagreement {
        let question: Question
        /// What servers say, those of one mind together.
        let minds: [(answer: ServerAnswer, servers: [ZoneAnswers.Server])]
        let entry: DNSEntry

        /// Whether some server does not have what others do.
        var isGap: Bool { minds.contains { $0.answer.isNothing } }
    }

    /// Those that matter most first: records that are missing somewhere.
    private static func differing(_ servers: [ZoneAnswers.Server]) -> [Disagreement] {
        var questions: [Question] = []
        // What each server that was asked a question said first.
        var said: [Question: [(server: ZoneAnswers.Server, entry: DNSEntry)]] = [:]
        for server in servers {
            var asked: Set<Question> = []
            for entry in server.entries where entry.question.type != .soa && asked.insert(entry.question).inserted {
                if said[entry.question] == nil { questions.append(entry.question) }
                said[entry.question, default: []].append((server, entry))
            }
        }
        let found = questions.compactMap { question -> Disagreement? in
            let answers = (said[question] ?? []).compactMap { server, entry in
                ServerAnswer(entry).map { (answer: $0, server: server, entry: entry) }
            }
            let minds = answers.grouped { $0.answer }
            guard minds.count > 1, let last = minds.last?.elements.first?.entry else { return nil }
            return Disagreement(
                question: question, minds: minds.map { ($0.key, $0.elements.map(\.server)) }, entry: last)
        }
        return found.filter(\.isGap) + found.filter { !$0.isGap }
    }
}

/// An answer as far as it matters whether another is the same.
private enum ServerAnswer: Hashable {
    /// The data of the records of the name that was asked for, or of its alias.
    case records(Set<String>)
    /// Whether the name exists with other types makes no difference on the way to a server.
    case nothing
    case failure(String)

    /// `nil` for none at all.
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
        case .nothing: return "nothing"
        case .failure(let code): return code
        }
    }
}

extension AnswerRecord {
    /// Type and data, names in lower case: `SRV 10 5 8448 matrix.example.com.`
    var data: String { "\(type) \(fields.joined(separator: " "))".lowercasedNames }
}

extension String {
    /// The first word, which is the type, as it is.
    fileprivate var lowercasedNames: String {
        guard let blank = firstIndex(of: " ") else { return self }
        return self[..<blank] + self[blank...].lowercased()
    }
}

// MARK: - Messages

extension ServersDisagree {
    private static func disagree(
        _ context: DelegationContext,
        _ zone: ZoneAnswers,
        _ servers: [ZoneAnswers.Server],
        _ disagreement: Disagreement,
        _ count: Int
    ) -> Finding {
        let minds = disagreement.minds.prefix(3).map { mind in
            let names =
                mind.servers.prefix(3).map(\.words)
                + (mind.servers.count > 3 ? ["\(mind.servers.count - 3) more"] : [])
            return "\(Words.list(names)) \(mind.servers.count == 1 ? "says" : "say") \(mind.answer.words)"
        }
        let serials = Set(servers.compactMap(\.serial))
        let isInTransit = serials.count > 1
        let isAddress = [.a, .aaaa].contains(disagreement.question.type) && !disagreement.isGap
        return Finding(
            info,
            "the name servers of `\(zone.apex)` disagree over `\(disagreement.question)`: "
                + minds.joined(separator: ", ")
                + (count > 1 ? "; and over \(Words.count(count - 1, "more question"))" : ""),
            at: nil,
            why: "which answer a peer gets is chance, and caches keep it"
                + (isInTransit
                    ? "; they have the serials \(Words.list(serials.sorted(), limit: 8)), so a transfer may be under way"
                    : ""),
            help: isInTransit
                ? "ask again once the refresh time of the zone is over; if they still differ, see why the secondaries do not "
                    + "transfer it"
                : "see that all servers have the same zone: that secondaries transfer it, that the serial increased with the "
                    + "last change, that zones kept at two providers are changed at both",
            severity: isInTransit || isAddress ? .info : nil,
            subject: context.subject,
            source: FactSource(disagreement.entry)
        )
    }
}
