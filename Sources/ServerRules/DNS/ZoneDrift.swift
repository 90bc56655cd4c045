import DNS
import Diagnostics
import Federation
import ZoneFile

/// N108: published records that differ from the zone file.
enum ZoneDrift: ServerRule {
    static let info = RuleInfo(
        "N108",
        "zone-drift",
        .warning,
        examplesElsewhere: "ZoneDriftTests",
        summary: "the published records differ from the zone file",
        page: RulePage(
            whatItChecks: """
                With `--compare-zone FILE`: compares the answers to the queries of discovery with the records of the \
                file at these names. Reports records that are missing, additional records, records with other data, \
                and an alias instead of records. With `--authoritative`, the answers of the zone's own servers are \
                compared, otherwise those of the resolver. Names outside the zone or below a delegation are not \
                compared. A lower TTL is not a difference, because caches count it down, but a higher one is.
                """,
            whyItMatters: """
                The file was not loaded or not transferred, someone changed the zone elsewhere, or the file is not the \
                one in use. The findings for the file then do not describe the records that peers see.
                """,
            howToFix: """
                Load the zone (`rndc reload example.com`), check that its serial was increased, and wait until the TTL \
                of the previous records has expired. Alternatively, update the file.
                """,
            references: ["RFC 1034 §4.3.5", "RFC 1912 §2.2"]
        ),
        // A bad example needs a second zone; ZoneDriftTests has it.
        examples: [DNSExample.good()]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
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
            // Reports one of the servers with the same answer.
            var reported: Set<String> = []
            for entry in answer {
                guard entry.status == .noError || entry.status == .nxDomain,
                    let drift = Drift(written.records, entry, zones)
                else { continue }
                let place = Place(name: drift.name, type: drift.isAlias ? .cname : question.type, server: entry.server)
                guard compared.insert(place).inserted, reported.insert(drift.words).inserted else { continue }
                findings.report(differs(context, drift, entry, zones))
            }
        }
    }

    /// The key of a reported difference: several queries can lead to the same alias.
    private struct Place: Hashable {
        let name: Name
        let type: RecordType
        let server: String?
    }

    /// The types that discovery queries.
    private static let types: Set<RecordType> = [.srv, .a, .aaaa]
}

/// The first name in the alias chain of a query at which the file and the answer differ.
private struct Drift {
    let name: Name
    let type: RecordType
    /// The records in the file.
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
        // The number of aliases that discovery follows.
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
            // A resolver may cache records for longer than their TTL, which says nothing about the zone.
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

    /// The records that only the answer or only the file has, as a sentence.
    var words: String {
        let host = name.textWithoutFinalDot
        let missing = Self.data(written, without: published)
        let extra = Self.data(published, without: written)
        switch kind {
        case .missing: return "`\(host)` has \(Self.list(missing)) in the file, but nothing is published"
        case .extra: return "`\(host)` has no \(type) record in the file, but \(Self.list(extra)) is published"
        case .alias, .different:
            if extra.isEmpty { return "`\(host)` is published without \(Self.list(missing)), which the file has" }
            if missing.isEmpty {
                return "`\(host)` is published with \(Self.list(extra)), which the file does not have"
            }
            return "`\(host)` is published with \(Self.list(extra)), but the file has \(Self.list(missing))"
        case .longerTTL:
            let ttl = published.map(\.ttl).max() ?? 0
            return
                "`\(host)` \(published.first?.type.description ?? "") is published with a TTL of \(ttl), but the file "
                + "has \(written.first?.ttl ?? 0)"
        }
    }

    /// The record of the file that the finding points at.
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
        _ context: ServerContext, _ drift: Drift, _ entry: DNSEntry, _ zones: ZoneEvidence
    ) -> Finding {
        let place = drift.record.flatMap { zones.locations[$0] }
        let label = drift.kind == .longerTTL ? "the file has a lower TTL" : "differs from the published records"
        let source = entry.nameServer.map { "`\($0.textWithoutFinalDot)`" } ?? entry.server ?? "the resolver"
        let isCache = entry.nameServer == nil
        return Finding(
            info,
            "\(drift.words) (according to \(source))",
            at: place.map { LabelledSpan($0.zone.dataSpan(of: $0.record), label) },
            why: "peers see the published records, not the file" + serials(context, drift.name, zones),
            help: "load the zone and check that its serial was increased, or update the file"
                + (isCache
                    ? " (a resolver may cache old records: `--authoritative` queries the zone's servers)"
                    : ""),
            subject: Subject(
                zone: zones.zone(for: drift.name)?.origin, owner: drift.name.description,
                serverName: context.input.serverName),
            source: FactSource(entry)
        )
    }

    /// A comparison of the serials, if both are known.
    private static func serials(_ context: ServerContext, _ name: Name, _ zones: ZoneEvidence) -> String {
        guard let zone = zones.zone(for: name), let record = zone.records(at: zone.apex, type: .soa).first,
            let written = zone.fields(of: record).rdata.dropFirst(2).first,
            let apex = zone.origin.flatMap({ Name($0) }),
            let published = context.zoneServers.first(where: { $0.apex == apex })?.servers.lazy.compactMap(\.serial)
                .first
        else { return "" }
        let serial = written.span.source.text(in: written.span.range)
        return serial == published
            ? "; both have the serial \(serial), which must increase with every change"
            : "; the file has the serial \(Words.quoted(serial)), the servers have \(Words.quoted(published))"
    }
}

extension Zone {
    /// The span of a record's data, or of its type if it has no data.
    fileprivate func dataSpan(of record: RecordID) -> SourceSpan {
        let fields = fields(of: record)
        guard let first = fields.rdata.first, let last = fields.rdata.last else { return fields.type.span }
        return SourceSpan(
            first.span.source,
            first.span.range.lowerBound..<max(first.span.range.upperBound, last.span.range.upperBound))
    }
}
