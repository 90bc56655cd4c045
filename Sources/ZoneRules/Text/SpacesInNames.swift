import DNS
import ZoneFile

/// Which Unicode spaces are beside a name or a text, so that some servers read them as a part of it and load the zone.
struct SpacesInNames {
    private let zone: Zone
    /// The records of each source, in the order of the file.
    private let records: [ObjectIdentifier: [RecordID]]

    init(_ zone: Zone) {
        self.zone = zone
        records = Dictionary(grouping: zone.records.indices) { id in
            ObjectIdentifier(zone.sources[Int(zone.records[id].source)])
        }
    }

    /// Whether the character changes a name or a text that is published with it. One that is beside a number, an address, the class
    /// or the type makes every server refuse the zone, and so does one in a record that cannot be read.
    func contains(_ span: SourceSpan) -> Bool {
        guard let id = record(with: span) else { return false }
        let fields = zone.fields(of: id)
        let touches = { (field: RecordFields.Field) in
            field.span.range.upperBound == span.range.lowerBound || field.span.range.lowerBound == span.range.upperBound
        }
        if fields.owner.map(touches) ?? false { return true }
        let formats = RecordFormat.of(zone.records[id].type)?.fields ?? []
        guard let last = formats.last else { return true }
        guard let index = fields.rdata.lastIndex(where: touches) else {
            // Alone among strings, it is another string.
            return span.range.lowerBound > Int(zone.records[id].rdata) && Self.isText(last.kind)
        }
        return Self.isText((index < formats.count ? formats[index] : last).kind)
    }

    /// The record whose entry has the span.
    private func record(with span: SourceSpan) -> RecordID? {
        guard let records = records[ObjectIdentifier(span.source)] else { return nil }
        let next = records.partitioningIndex { Int(zone.records[$0].start) > span.range.lowerBound }
        guard next > 0 else { return nil }
        let id = records[next - 1]
        // Only white space can be between the last field and the character.
        let (source, end) = (span.source, zone.fields(of: id).span.range.upperBound)
        return end >= span.range.lowerBound || !(end..<span.range.lowerBound).contains { source[$0] == 0x0A } ? id : nil
    }

    private static func isText(_ kind: RecordFormat.Kind) -> Bool {
        switch kind {
        case .name, .names, .signer, .prefixName, .gateway, .relay, .string, .optionalString, .strings, .quotedText,
            .text,
            .tag, .substitution, .serviceParameters:
            true
        default: false
        }
    }
}
