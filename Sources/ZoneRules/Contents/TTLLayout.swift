import DNS
import ZoneFile

/// Where the TTLs of a zone come from. It is created for the first finding that needs it, because a zone without
/// mistakes does not.
struct TTLLayout {
    private let zone: Zone
    /// The ranges of the `$TTL` directives of each source, in order.
    private var directives: [UInt16: [Range<Int>]] = [:]
    /// The offsets of TTLs that could not be read, so that their records have a different one; sorted. A set would cost
    /// more than the rule in which it is created: merely forgetting one looks up whether integers are hashable.
    private let unreadable: [Int]
    /// Whether the first records have no TTL.
    private let startsWithoutTTL: Bool

    init(_ zone: Zone) {
        self.zone = zone
        var unreadable: [Int] = []
        var startsWithoutTTL = false
        for problem in zone.problems {
            switch problem.kind {
            case .invalidTTL, .ttlTooLarge: unreadable.append(problem.span.range.lowerBound)
            case .noTTL: startsWithoutTTL = true
            default: break
            }
        }
        self.unreadable = unreadable.sorted()
        self.startsWithoutTTL = startsWithoutTTL
        for (number, source) in zone.sources.enumerated() {
            let found = Self.directives(in: source)
            if !found.isEmpty { directives[UInt16(truncatingIfNeeded: number)] = found }
        }
    }

    /// Whether the TTL of the record is known from the text.
    func isKnown(_ id: RecordID) -> Bool {
        let record = zone.records[id]
        guard record.flags.contains(.hasTTL) else { return !(startsWithoutTTL && record.ttl == 0) }
        guard !unreadable.isEmpty, let ttl = zone.fields(of: id).ttl else { return true }
        let start = ttl.span.range.lowerBound
        let index = unreadable.partitioningIndex { $0 >= start }
        return index == unreadable.endIndex || unreadable[index] != start
    }

    /// The `$TTL` before the record, if its own source has one.
    func directive(before id: RecordID) -> SourceSpan? {
        let record = zone.records[id]
        guard let lines = directives[record.source] else { return nil }
        let next = lines.partitioningIndex { $0.lowerBound >= Int(record.start) }
        return next == 0 ? nil : SourceSpan(zone.sources[Int(record.source)], lines[next - 1])
    }

    /// Whether the record can be given another TTL without changing that of the following records, which take the last
    /// stated TTL if there is no `$TTL` (RFC 1035 §5.1).
    func canRestate(_ id: RecordID) -> Bool {
        if directive(before: id) != nil || id + 1 == zone.records.count { return true }
        let next = zone.records[id + 1]
        return next.flags.contains(.hasTTL) || next.ttl != zone.records[id].ttl
    }

    private static func directives(in source: SourceFile) -> [Range<Int>] {
        source.withBytes { bytes in
            var found: [Range<Int>] = []
            var at = 0
            while at < bytes.count {
                let start = at
                while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
                if at - start > 4, bytes[start] == UInt8(ascii: "$"),
                    UnsafeBufferPointer(rebasing: bytes[start..<at]).hasFoldedPrefix("$TTL")
                {
                    found.append(start..<end(of: bytes, start, at))
                }
                at += 1
            }
            return found
        }
    }

    /// The end of the directive's text, without its comment.
    private static func end(of bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ lineEnd: Int) -> Int {
        var end = start
        while end < lineEnd, bytes[end] != UInt8(ascii: ";") { end += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return end
    }
}
