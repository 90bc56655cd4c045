import DNS
import Diagnostics
import ZoneFile

/// The text of a record's owner name in the file, label by label.
public struct WrittenOwner {
    /// The owner, or the record's type if the owner has no text near the record.
    public let span: SourceSpan
    /// The labels as written, from the left, without those that the origin adds.
    public let labels: [SourceSpan]

    /// Whether the text comes from a `$GENERATE` directive and cannot be edited.
    private var isGenerated: Bool {
        if case .generated = span.source.provenance { true } else { false }
    }

    public init(of id: RecordID, in zone: Zone) {
        // The record whose line has the owner, if this one inherits it.
        var writer = id
        // An owner farther away would not help the reader.
        let farthest = max(id - 1_000, 0)
        while writer > farthest, zone.records[writer].flags.contains(.inheritsOwner) { writer -= 1 }
        let isSame = zone.records[writer].owner == zone.records[id].owner
        guard isSame, let owner = zone.fields(of: writer).owner else {
            span = zone.fields(of: id).type.span
            labels = []
            return
        }
        span = owner.span
        labels = Self.labels(owner.span, isQuoted: owner.isQuoted)
    }

    /// The span of some labels, or of the whole owner if not all of them are written.
    public func span(of range: ClosedRange<Int>) -> SourceSpan {
        guard range.upperBound < labels.count else { return span }
        return SourceSpan(
            span.source,
            labels[range.lowerBound].range.lowerBound..<labels[range.upperBound].range.upperBound
        )
    }

    public func span(of label: Int) -> SourceSpan { span(of: label...label) }

    /// The edits that replace the labels with `text` wherever the zone has the owner; empty if that is impossible.
    public static func edits(of owner: NameID, in zone: Zone, labels range: ClosedRange<Int>, to text: String) -> [Edit]
    {
        var edits: [Edit] = []
        for id in zone.records(at: owner) where !zone.records[id].flags.contains(.inheritsOwner) {
            let written = WrittenOwner(of: id, in: zone)
            guard range.upperBound < written.labels.count, !written.isGenerated else { return [] }
            edits.append(Edit(replace: written.span(of: range), with: text))
        }
        return edits
    }

    /// The edit that replaces the first labels of the owner of one record, or an `@`, so that no other record gets another owner;
    /// `nil` if the record has no owner of its own in the file, or the next one inherits it.
    ///
    /// - Parameter count: the number of labels; 0 for the apex.
    public static func edit(of id: RecordID, in zone: Zone, labels count: Int, to text: String) -> Edit? {
        let owner = zone.records[id].owner
        guard !zone.records[id].flags.contains(.inheritsOwner), !text.isEmpty,
            id + 1 == zone.records.count || !zone.records[id + 1].flags.contains(.inheritsOwner)
        else { return nil }
        let written = WrittenOwner(of: id, in: zone)
        guard !written.isGenerated else { return nil }
        if count == 0 {
            guard owner == zone.apex, written.span.text == "@" else { return nil }
            return Edit(replace: written.span, with: text)
        }
        guard count <= written.labels.count else { return nil }
        return Edit(replace: written.span(of: 0...count - 1), with: text)
    }

    private static func labels(_ span: SourceSpan, isQuoted: Bool) -> [SourceSpan] {
        let inner = isQuoted ? span.range.lowerBound + 1..<span.range.upperBound - 1 : span.range
        guard !inner.isEmpty, !(inner.count == 1 && span.source[inner.lowerBound] == UInt8(ascii: "@")) else {
            return []
        }
        var labels: [SourceSpan] = []
        var start = inner.lowerBound
        var at = start
        while at < inner.upperBound {
            switch span.source[at] {
            case UInt8(ascii: "."):
                labels.append(SourceSpan(span.source, start..<at))
                start = at + 1
                at += 1
            case UInt8(ascii: "\\"): at += 2
            default: at += 1
            }
        }
        if start < inner.upperBound { labels.append(SourceSpan(span.source, start..<inner.upperBound)) }
        return labels
    }
}

extension Zone {
    /// The labels of a name as messages and edits write them, in lower case and numbered from the left.
    public func labelText(of name: NameID, _ range: ClosedRange<Int>) -> String {
        var labels: [String] = []
        var current = name
        for index in 0...range.upperBound {
            if index >= range.lowerBound {
                let wire = names.label(of: current)
                let label = Name(wire: [UInt8(wire.count)] + wire + [0])
                labels.append(String((label?.description ?? ".").dropLast()))
            }
            current = names.parent(of: current)
        }
        return labels.joined(separator: ".")
    }
}
