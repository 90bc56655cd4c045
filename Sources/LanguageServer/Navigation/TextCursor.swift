import DNS
import Federation
import ZoneFile

/// The position in a zone that a request is about.
struct TextCursor {
    let zone: Zone
    let zones: ZoneSet
    /// The number of the source in ``Zone/sources``.
    let source: Int
    let offset: Int
    /// The routes of other servers that may use the SRV records of a host.
    let routes: (String) -> [Route]

    /// The text that contains the position.
    var text: SourceFile { zone.sources[source] }

    /// The record at the position.
    var record: RecordID? { zone.record(at: offset, in: source) }

    /// The field with a name at the position.
    var nameField: NameField? {
        record.flatMap { zone.nameFields(of: $0).first { contains($0.span.range) } }
    }

    /// The directive at the position, with its name in upper case and its arguments.
    var directive: (name: String, arguments: [SourceSpan])? {
        guard let entry = text.entries(at: [offset]).first ?? nil, let first = entry.fields.first else { return nil }
        let name = text.text(in: first).uppercased()
        guard name.hasPrefix("$") else { return nil }
        return (name, entry.fields.dropFirst().map { SourceSpan(text, $0) })
    }

    /// Whether a range contains the position. A position at its end counts: that is where it is after typing.
    func contains(_ range: Range<Int>) -> Bool { range.contains(offset) || offset == range.upperBound }
}
