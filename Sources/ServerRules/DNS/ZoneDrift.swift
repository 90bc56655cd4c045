import DNS
import Diagnostics
import Federation
import ZoneFile

/// N108: what is published is not what the zone file says.
enum ZoneDrift: DelegationRule {
    static let info = RuleInfo(
        "N108",
        "zone-drift",
        .warning,
        examplesElsewhere: "ZoneDriftTests",
        summary: "what is published differs from the zone file",
        page: RulePage(
            whatItChecks: """
                With `--compare-zone FILE`: compares the answers to the questions on the way to the server with what \
                the file has at these names: records that are missing, that are there besides, that have other data, \
                an alias in place of records. With `--authoritative` the answers of the zone's own servers are compared, \
                or else the resolver's. Names out of the zone or below a delegation are not compared. A lower TTL is no \
                difference, for caches count it down; a higher one is.
                """,
            whyItMatters: """
                The file was not loaded or not transferred, somebody changed the zone elsewhere, or the file is not the \
                one that is in use. What is judged in the file is then not what peers see.
                """,
            howToFix: """
                Load the zone (`rndc reload example.com`), look whether its serial was increased, and wait for the TTL of \
                what was published before; or bring the file up to date.
                """,
            references: ["RFC 1034 §4.3.5", "RFC 1912 §2.2"]
        ),
        // It takes a second zone to differ from: ZoneDriftTests has it.
        examples: [DNSExample.good()]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard var zones = context.compared, let evidence = context.input.evidence else { return }
        var questions: [Question] = []
        for entry in evidence.dns where !questions.contains(entry.question) && types.contains(entry.question.type) {
            questions.append(entry.question)
        }
        var compared: Set<Place> = []
        for question in questions {
            guard let written = zones.answer(question) else { continue }
            let entries = evidence.dns.filter { $0.question == question }
            let authoritative = entries.filter { $0.nameServer != nil && $0.isAuthoritative == true }
            let answer = authoritative.isEmpty ? entries.filter { $0.nameServer == nil }.prefix(1) : authoritative[...]
            // Of servers that say the same one is told.
            var told: Set<String> = []
            for entry in answer {
                guard entry.status == .noError || entry.status == .nxDomain,
                    let drift = Drift(written.records, entry, zones)
                else { continue }
                let place = Place(name: drift.name, type: drift.isAlias ? .cname : question.type, server: entry.server)
                guard compared.insert(place).inserted, told.insert(drift.words).inserted else { continue }
                findings.report(differs(context, drift, entry, zones))
            }
        }
    }

    /// An alias is met by several questions.
    private struct Place: Hashable {
        let name: Name
        let type: RecordType
        let server: String?
    }

    /// The types that are asked for on the way to a server.
    private static let types: Set<RecordType> = [.srv, .a, .aaaa]
}

/// The first name on the way of a question where file and answer part.
private struct Drift {
    let name: Name
    let type: RecordType
    /// In the file.
    let written: [AnswerRecord]
    let published: [AnswerRecord]
    let kind: Kind

    enum Kind {
        case missing, extra, different
        /// The file has an alias where records are published, or the other way round.
        case alias
        case longerTTL
    }

    var isAlias: Bool { (written + published).contains { $0.type == .cname } }

    init?(_ written: [AnswerRecord], _ entry: DNSEntry, _ zones: ZoneEvidence) {
        var name = entry.question.name
        type = entry.question.type
        // As many aliases as are followed.
        for _ in 0..<20 {
            let own = written.filter { $0.owner == name }
            let other = entry.records.filter {
                $0.owner == name && ($0.type == entry.question.type || $0.type == .cname)
            }
            let (left, right) = (Set(own.map(\.data)), Set(other.map(\.data)))
            guard left == right else {
                self.name = name
                self.written = own
                published = other
                let aliases = [own, other].map { records in records.contains { $0.type == .cname } }
                kind =
                    left.isEmpty
                    ? .extra : right.isEmpty ? .missing : aliases[0] != aliases[1] ? .alias : .different
                return
            }
            // A resolver may keep records for longer than their zone says, and tells nothing of the zone by it.
            if entry.nameServer != nil, let record = own.first, let answer = other.max(by: { $0.ttl < $1.ttl }),
                answer.ttl > record.ttl
            {
                self.name = name
                self.written = own
                published = other
                kind = .longerTTL
                return
            }
            guard let alias = own.first(where: { $0.type == .cname })?.target, zones.zone(for: alias) != nil else {
                return nil
            }
            name = alias
        }
        return nil
    }

    /// What an answer has and the file does not, or the other way round; of the rest nothing is said.
    var words: String {
        let missing = Self.data(written, without: published)
        let extra = Self.data(published, without: written)
        switch kind {
        case .missing: return "`\(name)` has \(Self.list(missing)) in the file, and nothing is published"
        case .extra: return "`\(name)` has no \(type) record in the file, and \(Self.list(extra)) is published"
        case .alias, .different:
            if extra.isEmpty { return "`\(name)` lacks \(Self.list(missing)) of the file in what is published" }
            if missing.isEmpty { return "`\(name)` is published with \(Self.list(extra)) besides what the file has" }
            return "`\(name)` is published with \(Self.list(extra)), where the file has \(Self.list(missing))"
        case .longerTTL:
            let ttl = published.map(\.ttl).max() ?? 0
            return
                "`\(name)` \(published.first?.type.description ?? "") is published with a TTL of \(ttl), and the file "
                + "has \(written.first?.ttl ?? 0)"
        }
    }

    /// The record of the file to point at.
    var record: AnswerRecord? {
        let published = Set(published.map(\.data))
        return written.first { !published.contains($0.data) } ?? written.first
    }

    private static func data(_ records: [AnswerRecord], without others: [AnswerRecord]) -> [String] {
        let known = Set(others.map(\.data))
        var seen: Set<String> = []
        return records.map(\.data).filter { !known.contains($0) && seen.insert($0).inserted }
    }

    private static func list(_ data: [String]) -> String {
        Words.list(
            data.prefix(3).map { Words.quoted($0, limit: 100) } + (data.count > 3 ? ["\(data.count - 3) more"] : []))
    }
}

// MARK: - Messages

extension ZoneDrift {
    private static func differs(
        _ context: DelegationContext, _ drift: Drift, _ entry: DNSEntry, _ zones: ZoneEvidence
    ) -> Finding {
        let place = drift.record.flatMap { zones.places[$0] }
        let label = drift.kind == .longerTTL ? "the TTL of the file is lower" : "not what is published"
        let source = entry.nameServer.map { "`\($0)`" } ?? entry.server ?? "the resolver"
        let isCache = entry.nameServer == nil
        return Finding(
            info,
            "\(drift.words) (\(source) says so)",
            at: place.map { LabelledSpan($0.zone.dataSpan(of: $0.record), label) },
            why: "peers see what is published, not the file" + serials(context, drift.name, zones),
            help: "load the zone, and see that its serial was increased; or bring the file up to date"
                + (isCache
                    ? " (a resolver may keep what was published before: `--authoritative` asks the zone's servers)"
                    : ""),
            subject: Subject(
                zone: zones.zone(for: drift.name)?.origin, owner: drift.name.description,
                serverName: context.input.serverName),
            source: FactSource(entry)
        )
    }

    /// What the serials tell, where both are known.
    private static func serials(_ context: DelegationContext, _ name: Name, _ zones: ZoneEvidence) -> String {
        guard let zone = zones.zone(for: name), let record = zone.records(at: zone.apex, type: .soa).first,
            let written = zone.fields(of: record).rdata.dropFirst(2).first,
            let apex = zone.origin.flatMap({ Name($0) }),
            let published = context.zoneServers.first(where: { $0.apex == apex })?.servers.lazy.compactMap(\.serial)
                .first
        else { return "" }
        let serial = written.span.source.text(in: written.span.range)
        return serial == published
            ? "; both have the serial \(serial), which is to be increased with every change"
            : "; the file has the serial \(Words.quoted(serial)), the servers have \(Words.quoted(published))"
    }
}

extension Zone {
    /// The data of a record, or its type where it has none.
    fileprivate func dataSpan(of record: RecordID) -> SourceSpan {
        let fields = fields(of: record)
        guard let first = fields.rdata.first, let last = fields.rdata.last else { return fields.type.span }
        return SourceSpan(
            first.span.source,
            first.span.range.lowerBound..<max(first.span.range.upperBound, last.span.range.upperBound))
    }
}
