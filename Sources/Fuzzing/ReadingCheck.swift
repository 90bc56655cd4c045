import DNS
import ZoneFile

/// The properties of reading a zone file with any bytes: it is read to its end, everything that was read has a position in
/// it and reads the same again, and other ways to read it give the same zone.
public enum ReadingCheck {
    /// The property that the file violates, if any. A crash is also a violation.
    public static func violation(_ bytes: [UInt8]) -> String? {
        guard let input = FuzzZone(bytes) else { return nil }
        let zone = Zone(reading: input.source, options: input.readingOptions)
        if let text = problemViolation(zone) ?? recordViolation(zone) { return text }
        for other in OtherReading.all {
            guard let second = other.read(input, zone) else { continue }
            if let text = ReadingComparison.difference(zone, second) { return "read \(other.manner): \(text)" }
        }
        return nil
    }

    private static func problemViolation(_ zone: Zone) -> String? {
        for problem in zone.problems {
            for span in [problem.span, problem.related].compactMap(\.self) where !span.isInside {
                return "\(problem.kind) points at \(span.range) of \(span.source.count) bytes"
            }
        }
        return nil
    }

    private static func recordViolation(_ zone: Zone) -> String? {
        let reader = RDATAReader(zone)
        for (id, record) in zone.records.enumerated().prefix(100) {
            let fields = zone.fields(of: id)
            let spans = [fields.owner, fields.ttl, fields.recordClass, fields.type].compactMap { $0?.span.range }
            for span in spans + fields.rdata.map(\.span.range) {
                guard fields.span.range.lowerBound <= span.lowerBound, span.upperBound <= fields.span.range.upperBound
                else { return "a field of record \(id) is outside of it" }
            }
            guard fields.span.isInside else { return "record \(id) is too long" }
            if zone.problems.isEmpty, reader.rdata(of: id) == nil { return "record \(id) does not read again" }
            _ = zone.lookup(record.target, .a)
            _ = zone.text(record.owner, writtenIn: id)
        }
        return nil
    }
}

/// Another way to read a zone file, which must give the same zone.
struct OtherReading: Sendable {
    let manner: String
    /// Returns the zone; `nil` if this way is not meant for the file. The second argument is the ordinary reading.
    let read: @Sendable (FuzzZone, Zone) -> Zone?

    static let all = [
        OtherReading(manner: "as an included file", read: included),
        OtherReading(manner: "in parts", read: inParts),
    ]

    /// Reads the file in parts that are cut at some of its lines, as several threads do.
    @Sendable private static func inParts(_ input: FuzzZone, _ zone: Zone) -> Zone? {
        let bytes = input.source.contents
        let lines = bytes.indices.dropLast().filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
        // The length of the input chooses the lines, so that a mutation changes them.
        let cuts = lines.filter { ($0 ^ bytes.count).isMultiple(of: 3) }.prefix(4)
        guard !cuts.isEmpty else { return nil }
        var options = input.readingOptions
        options.cuts = Array(cuts)
        return Zone(reading: input.source, options: options)
    }

    /// Reads a file whose only content is a directive that includes the zone file.
    @Sendable private static func included(_ input: FuzzZone, _ zone: Zone) -> Zone? {
        // Where a problem is reported, and what is read after it, may depend on the file that includes it.
        guard zone.problems.isEmpty, zone.includedFiles.isEmpty, zone.exports.isEmpty else { return nil }
        return Zone(reading: SourceFile(path: "outer", text: "$INCLUDE self\n"), options: input.readingOptions)
    }
}

extension SourceSpan {
    /// Whether the span is inside its text.
    var isInside: Bool { range.lowerBound >= 0 && range.upperBound <= source.count }
}
