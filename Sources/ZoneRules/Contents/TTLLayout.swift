import DNS
import ZoneFile

/// Where the TTLs of a zone come from. Made for the first finding that needs it, since good zones never do.
struct TTLLayout {
    private let zone: Zone
    /// For each source, its `$TTL` lines in order.
    private var directives: [UInt16: [Range<Int>]] = [:]
    /// Where TTLs stand that could not be read, so that the record has some other one.
    private let unreadable: Set<Int>
    /// Whether the first records have no TTL at all.
    private let beginsWithout: Bool

    init(_ zone: Zone) {
        self.zone = zone
        var unreadable: Set<Int> = []
        var beginsWithout = false
        for problem in zone.problems {
            switch problem.kind {
            case .invalidTTL, .ttlTooLarge: unreadable.insert(problem.span.range.lowerBound)
            case .noTTL: beginsWithout = true
            default: break
            }
        }
        self.unreadable = unreadable
        self.beginsWithout = beginsWithout
        for (number, source) in zone.sources.enumerated() {
            let found = Self.directives(in: source)
            if !found.isEmpty { directives[UInt16(truncatingIfNeeded: number)] = found }
        }
    }

    /// Whether the record's TTL is what its text says.
    func isKnown(_ id: RecordID) -> Bool {
        let record = zone.records[id]
        guard record.flags.contains(.hasTTL) else { return !(beginsWithout && record.ttl == 0) }
        guard !unreadable.isEmpty, let ttl = zone.fields(of: id).ttl else { return true }
        return !unreadable.contains(ttl.span.range.lowerBound)
    }

    /// The `$TTL` before the record, if its own source has one.
    func directive(before id: RecordID) -> SourceSpan? {
        let record = zone.records[id]
        guard let lines = directives[record.source] else { return nil }
        var low = 0
        var high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].lowerBound < Int(record.start) { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : SourceSpan(zone.sources[Int(record.source)], lines[low - 1])
    }

    /// Whether writing another TTL on the record leaves the records after it theirs: without a `$TTL` they take the
    /// last one stated (RFC 1035 §5.1).
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
