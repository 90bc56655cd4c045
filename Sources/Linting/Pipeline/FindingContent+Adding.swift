import DNS
import Diagnostics
import ZoneFile

extension FindingContent {
    /// Returns the findings, those that are not suppressed with their content.
    static func adding(to findings: [Finding], in zone: Zone) -> [Finding] {
        var bySource: [ObjectIdentifier: (source: SourceFile, numbers: [Int])] = [:]
        var described = findings
        for (number, finding) in findings.enumerated() where finding.suppression == nil {
            described[number].content = FindingContent(owner: nil, type: nil, text: "")
            guard let source = finding.primary?.span.source else { continue }
            bySource[ObjectIdentifier(source), default: (source, [])].numbers.append(number)
        }
        guard !bySource.isEmpty else { return described }
        let positions = RecordPositions(zone)
        for (source, numbers) in bySource.values {
            let numbers = numbers.sorted { findings[$0].offset < findings[$1].offset }
            for (number, entry) in zip(numbers, source.entries(at: numbers.map { findings[$0].offset })) {
                // An empty span is for a finding about the file as a whole.
                guard let entry, findings[number].primary?.span.range.isEmpty == false else { continue }
                let record = positions.records(in: entry.range, of: source).first.map { Int($0) }
                described[number].content = FindingContent(entry, source, record, zone, findings[number].subject)
            }
        }
        return described
    }

    /// Returns findings outside zones with their content: the marked text, and the server name.
    static func adding(to findings: [Finding]) -> [Finding] {
        findings.map { finding in
            guard finding.suppression == nil, let span = finding.primary?.span else { return finding }
            var described = finding
            let text = shortened(span.text.split(whereSeparator: \.isWhitespace).map(String.init))
            described.content = FindingContent(owner: finding.subject.serverName, type: nil, text: text)
            return described
        }
    }

    private init(_ entry: SourceEntry, _ source: SourceFile, _ record: RecordID?, _ zone: Zone, _ subject: Subject) {
        guard let record else {
            let isDirective = entry.fields.first.map { source[$0.lowerBound] == UInt8(ascii: "$") } ?? true
            let text = Self.shortened(entry.fields.map { source.text(in: $0) })
            self.init(owner: isDirective ? nil : subject.owner, type: nil, text: text)
            return
        }
        let values = zone.records[record]
        var fields = entry.fields.filter { $0.lowerBound >= Int(values.rdata) }.map { source.text(in: $0) }
        // The serial changes with every change of the zone.
        if values.type == .soa, fields.count > 2 { fields[2] = "SERIAL" }
        self.init(
            owner: zone.names.text(values.owner), type: values.type.description, text: Self.shortened(fields))
    }

    /// Shortens a long text, such as that of a key, and adds a hash to distinguish it.
    static func shortened(_ fields: [String]) -> String {
        let text = fields.joined(separator: " ")
        guard text.utf8.count > maximumLength else { return text }
        // FNV-1a
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return "\(text.prefix(maximumLength / 2))… \(String(hash, radix: 16))"
    }

    private static let maximumLength = 400
}

extension Finding {
    fileprivate var offset: Int { primary?.span.range.lowerBound ?? 0 }
}
