import DNS
import ZoneFile

/// The name of the zone behind the first part of a name in it, with a space in place of the dot: `mail example.com.`.
struct PartOfName {
    /// The whole name, with its final dot.
    let name: String
    let span: SourceSpan

    /// - Parameters:
    ///   - extra: the fields after the last one of the type.
    ///   - origin: the name of the zone, with its final dot.
    init?(
        _ extra: [WrittenField], after last: WrittenField, of type: RecordType, _ origin: String, in source: SourceFile
    ) {
        guard extra.count == 1, !extra[0].isQuoted, !last.isQuoted, origin.count > 1,
            RecordFormat.of(type)?.fields.last?.kind == .name
        else { return nil }
        let second = String(decoding: extra[0].bytes, as: UTF8.self).lowercased()
        guard second == origin.lowercased() || second + "." == origin.lowercased(),
            last.bytes.last != UInt8(ascii: "."),
            last.bytes.allSatisfy({ asciiLowercased($0) &- 0x61 < 26 || $0 &- 0x30 < 10 || "-_.".utf8.contains($0) })
        else { return nil }
        let whole = last.range.lowerBound..<extra[0].range.upperBound
        guard !source.text(in: whole).contains(where: { $0.isNewline || "();".contains($0) }) else { return nil }
        name = "\(String(decoding: last.bytes, as: UTF8.self)).\(origin)"
        span = SourceSpan(source, whole)
    }
}
