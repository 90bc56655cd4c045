import DNS
import TestSupport
import Testing

@testable import ZoneFile

@Suite("The fast reader and the reference reader")
struct ReferenceTests {
    @Test("read the same records and find the same problems in generated, damaged and real files")
    func same() {
        PropertyRun(cases: 5000).check(Self.difference)
    }

    @Test("read `#*` as no comment of several lines", arguments: ["\nIN #*", "#* a\n  b */\nwww A 192.0.2.10\n"])
    func numberSign(_ text: String) {
        #expect(Self.difference(Array(text.utf8), Name("example.com.")) == nil)
    }

    @Test("read the same if the fast reader reads parts of the file, cut at random lines, and joins them")
    func parts() {
        PropertyRun(cases: 2000).check(Self.differenceInParts)
    }

    /// The first difference between the two readings, if any.
    private static func difference(_ bytes: [UInt8], _ origin: Name?) -> String? {
        guard let reference = reference(bytes, origin) else { return nil }
        let zone = Zone(reading: SourceFile(path: "property", bytes: bytes), options: ReadingOptions(origin: origin))
        return difference(ZoneDump(zone, bytes), reference) ?? fieldDifference(zone, bytes)
    }

    /// The first difference if the fast reader reads the file in parts.
    private static func differenceInParts(_ bytes: [UInt8], _ origin: Name?) -> String? {
        let cuts = randomCuts(in: bytes)
        guard !cuts.isEmpty else { return nil }
        let source = SourceFile(path: "property", bytes: bytes)
        var options = ReadingOptions(origin: origin)
        let whole = ZoneDump(Zone(reading: source, options: options), bytes)
        options.cuts = cuts
        let joined = ZoneDump(Zone(reading: source, options: options), bytes)
        guard let text = difference(joined, reference(bytes, origin) ?? whole) ?? difference(joined, whole) else {
            return nil
        }
        return "cut at \(cuts): \(text)"
    }

    /// What the reference reader reads; `nil` for `$GENERATE`, which it does not know and other tests compare with BIND.
    private static func reference(_ bytes: [UInt8], _ origin: Name?) -> ZoneDump? {
        guard !String(decoding: bytes, as: UTF8.self).uppercased().contains("$GENERATE") else { return nil }
        return ReferenceReader.read(bytes, origin: origin)
    }

    /// The beginnings of a few lines, chosen by the contents of the file.
    private static func randomCuts(in bytes: [UInt8]) -> [Int] {
        let lines = bytes.indices.dropLast().filter { bytes[$0] == 0x0A }.map { $0 + 1 }
        var random = SeededGenerator(seed: bytes.reduce(UInt64(bytes.count)) { $0 &* 31 &+ UInt64($1) })
        let count = min(lines.count, Int.random(in: 1...6, using: &random))
        return lines.shuffled(using: &random).prefix(count).sorted()
    }

    private static func difference(_ fast: ZoneDump, _ reference: ZoneDump) -> String? {
        if fast == reference { return nil }
        for index in 0..<max(fast.problems.count, reference.problems.count) {
            let left = index < fast.problems.count ? fast.problems[index] : nil
            let right = index < reference.problems.count ? reference.problems[index] : nil
            if left != right { return "problem \(index)\nfast      \(show(left))\nreference \(show(right))" }
        }
        for index in 0..<max(fast.records.count, reference.records.count) {
            let left = index < fast.records.count ? fast.records[index] : nil
            let right = index < reference.records.count ? reference.records[index] : nil
            if left != right { return "record \(index)\nfast      \(show(left))\nreference \(show(right))" }
        }
        return "complete \(fast.isComplete) \(reference.isComplete), class \(fast.recordClass) "
            + "\(reference.recordClass), comments \(fast.comments) \(reference.comments)"
    }

    private static func show(_ value: (some Any)?) -> String {
        value.map { "\($0)" } ?? "none"
    }

    /// Checks that the fields that findings show for each record read as the same RDATA.
    private static func fieldDifference(_ zone: Zone, _ bytes: [UInt8]) -> String? {
        var coder = RDATACoder()
        for (id, record) in zone.records.enumerated() {
            guard !ServerPrivateType.contains(record.type) else { continue }
            let fields = zone.fields(of: id).rdata.map { ($0.content, $0.isQuoted) }
            let origin = zone.origin(inForceAt: id)
            let below = origin == .unknownOrigin ? nil : zone.names.name(origin)
            if let problem = coder.encode(record.type, fields, of: bytes, origin: below) {
                return "record \(id), \(record.type), of \(fields.count) fields is refused: \(problem.kind)"
            }
            guard zone.rdata(of: id).map(asciiLowercased) == coder.wire.map(asciiLowercased) else {
                return "record \(id), \(record.type), has other RDATA for comparison"
            }
            if let wire = record.wire(in: zone), coder.wire.map(asciiLowercased) != wire.map(asciiLowercased) {
                return "record \(id), \(record.type), has other fields"
            }
        }
        return nil
    }
}

extension RecordFields.Field {
    /// The field without its quotes.
    fileprivate var content: Range<Int> {
        var range = span.range
        if isQuoted {
            let last = range.upperBound - 1
            let escapes = span.source.withBytes { $0[range].dropLast().reversed().prefix { $0 == 0x5C }.count }
            let isClosed = range.count > 1 && span.source[last] == UInt8(ascii: "\"") && escapes.isMultiple(of: 2)
            range = range.lowerBound + 1..<(isClosed ? last : range.upperBound)
        }
        return range
    }
}

extension ZoneRecord {
    /// The RDATA of the types that the reader stores in the record, with names in lower case; `nil` for other types.
    fileprivate func wire(in zone: Zone) -> [UInt8]? {
        func octets(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xFF)] }
        let name = zone.names.name(target).wire
        return switch type {
        case .ns, .cname, .dname, .ptr: name
        case .mx: octets(priority) + name
        case .srv: octets(priority) + octets(weight) + octets(port) + name
        default: nil
        }
    }
}

extension ZoneDump {
    init(_ zone: Zone, _ bytes: [UInt8]) {
        var coder = RDATACoder()
        records = zone.records.enumerated().map { id, record in
            var wire = record.wire(in: zone)
            if wire == nil, !ServerPrivateType.contains(record.type) {
                let fields = zone.fields(of: id).rdata.map { ($0.content, $0.isQuoted) }
                let origin = zone.origin(inForceAt: id)
                let below = origin == .unknownOrigin ? nil : zone.names.name(origin)
                wire = coder.encode(record.type, fields, of: bytes, origin: below) == nil ? coder.wire : []
            }
            return Record(
                owner: zone.names.text(record.owner),
                ttl: record.ttl,
                type: record.type,
                wire: wire?.map(asciiLowercased),
                flags: record.flags.rawValue,
                start: Int(record.start),
                rdata: Int(record.rdata)
            )
        }
        problems = zone.problems.map { problem in
            Problem(
                kind: problem.kind,
                range: problem.span.range,
                owner: problem.owner.map { zone.names.text($0) },
                related: problem.related?.range
            )
        }
        isComplete = zone.isComplete
        recordClass = zone.zoneClass
        comments = zone.directiveComments.map(\.range.lowerBound)
    }
}
