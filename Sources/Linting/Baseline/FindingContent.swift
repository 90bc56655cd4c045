import ZoneFile

/// What a finding is about, wherever in its file that stands: it stays the same when lines move, when comments and
/// blanks change, and when a zone's serial or TTLs do.
public struct FindingContent: Hashable, Sendable {
    /// Absolute; `nil` for what is no record.
    public var owner: String?
    /// The mnemonic; `nil` for what is no record or cannot be read as one.
    public var type: String?
    /// The RDATA as written, blanks, comments and parentheses made one blank; of what is no record all its fields.
    /// Empty where no line is at fault.
    public var text: String

    /// The findings that nothing silences, each with its content.
    static func told(of findings: [Finding], in zone: Zone) -> [Finding] {
        var bySource: [ObjectIdentifier: (source: SourceFile, numbers: [Int])] = [:]
        var told = findings
        for (number, finding) in findings.enumerated() where finding.suppression == nil {
            told[number].content = FindingContent(text: "")
            guard let source = finding.primary?.span.source else { continue }
            bySource[ObjectIdentifier(source), default: (source, [])].numbers.append(number)
        }
        guard !bySource.isEmpty else { return told }
        let places = RecordPlaces(zone)
        for (source, numbers) in bySource.values {
            let numbers = numbers.sorted { findings[$0].offset < findings[$1].offset }
            for (number, entry) in zip(numbers, source.entries(at: numbers.map { findings[$0].offset })) {
                // What is between two bytes is about the file.
                guard let entry, findings[number].primary?.span.range.isEmpty == false else { continue }
                let record = places.records(in: entry.range, of: source).first.map { Int($0) }
                told[number].content = FindingContent(entry, source, record, zone, findings[number].subject)
            }
        }
        return told
    }

    /// The findings in documents, which have no lines: the text they mark, and the server name they speak of.
    static func told(of findings: [Finding]) -> [Finding] {
        findings.map { finding in
            guard finding.suppression == nil, let span = finding.primary?.span else { return finding }
            var told = finding
            let text = shortened(span.text.split(whereSeparator: \.isWhitespace).map(String.init))
            told.content = FindingContent(owner: finding.subject.serverName, type: nil, text: text)
            return told
        }
    }

    private init(text: String) {
        self.text = text
    }

    init(owner: String?, type: String?, text: String) {
        self.owner = owner
        self.type = type
        self.text = text
    }

    private init(_ entry: WrittenEntry, _ source: SourceFile, _ record: RecordID?, _ zone: Zone, _ subject: Subject) {
        guard let record else {
            let isDirective = entry.fields.first.map { source[$0.lowerBound] == UInt8(ascii: "$") } ?? true
            owner = isDirective ? nil : subject.owner
            text = Self.shortened(entry.fields.map { source.text(in: $0) })
            return
        }
        let values = zone.records[record]
        owner = zone.names.text(values.owner)
        type = values.type.description
        var fields = entry.fields.filter { $0.lowerBound >= Int(values.rdata) }.map { source.text(in: $0) }
        // The serial changes with every other change.
        if values.type == .soa, fields.count > 2 { fields[2] = "SERIAL" }
        text = Self.shortened(fields)
    }

    /// A key of a thousand octets is cut, and told from others by a number.
    private static func shortened(_ fields: [String]) -> String {
        let text = fields.joined(separator: " ")
        guard text.utf8.count > longest else { return text }
        // FNV-1a
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return "\(text.prefix(longest / 2))… \(String(hash, radix: 16))"
    }

    private static let longest = 400
}

extension Finding {
    fileprivate var offset: Int { primary?.span.range.lowerBound ?? 0 }
}
