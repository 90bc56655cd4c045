import DNS
import ZoneFile

/// Records that begin with a TTL in the first column, where the owner belongs: `3600 IN A 192.0.2.1`.
///
/// A host may have a number as its name. So the number must be the TTL that is written in the record before it, or the one that
/// another record of the same owner would have.
enum TimeInFirstColumn {
    static func records(of context: ZoneContext) -> [(id: RecordID, time: SourceSpan)] {
        let zone = context.zone
        // The owners of a reverse zone are numbers.
        guard zone.recordFlags.contains(.ownerBeginsWithDigit), !ReverseName.isBelowTree(zone.names.name(zone.apex))
        else { return [] }
        var found: [(id: RecordID, time: SourceSpan)] = []
        for (id, record) in zone.records.enumerated().dropFirst()
        where record.flags.contains(.ownerBeginsWithDigit) && !record.flags.contains(.hasTTL) {
            let source = zone.sources[Int(record.source)]
            let start = Int(record.start)
            // In quotes or after a space, it is not taken for a TTL.
            guard source[start] &- 0x30 < 10, !source.isGenerated else { continue }
            var end = start
            while end < source.count, source[end] > 0x20, source[end] != UInt8(ascii: ";") { end += 1 }
            let time = source.withBytes { TimeUnits.read(UnsafeBufferPointer(rebasing: $0[start..<end])) }
            let before = zone.records[id - 1]
            guard case .value(let seconds) = time, seconds >= 60, before.owner != record.owner,
                before.source == record.source, record.type != .cname, record.type != .dname,
                before.flags.contains(.hasTTL) && seconds == before.ttl || isOfSameOwner(id, seconds, zone),
                zone.records(at: record.owner).count == 1, !context.aliasTargets(zone).contains(record.owner)
            else { continue }
            // Hosts with numbers as their names are rarely alone.
            let isAmongNumbers = [id - 1, id + 1].contains { other in
                other < zone.records.count && zone.records[other].flags.contains(.ownerBeginsWithDigit)
            }
            if isAmongNumbers { continue }
            found.append((id, SourceSpan(source, start..<end)))
        }
        return found
    }

    /// Whether the record has this TTL anyway, and is the other address of the owner before it: `3600 IN AAAA` after its A record.
    /// Telephone extensions and rooms are names such as `300`, too. So that owner must have no such record, and the next record must not
    /// be one of another owner.
    private static func isOfSameOwner(_ id: RecordID, _ seconds: UInt32, _ zone: Zone) -> Bool {
        let (before, record) = (zone.records[id - 1], zone.records[id])
        let addresses: Set<RecordType> = [.a, .aaaa]
        guard seconds == record.ttl, addresses == [before.type, record.type], !zone.has(record.type, at: before.owner)
        else { return false }
        guard id + 1 < zone.records.count else { return true }
        let next = zone.records[id + 1]
        return next.type != record.type || next.owner == record.owner || next.source != record.source
    }
}
