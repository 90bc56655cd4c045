import ZoneFile

/// Whether the lines of a record can go without changing what the rest of the zone says.
enum RecordRemoval {
    /// Whether the zone means the same without the second of two equal records.
    static func keepsMeaning(of zone: Zone, without repetition: RepeatedRecord) -> Bool {
        let id = repetition.record
        let record = zone.records[id]
        let first = zone.records[repetition.first]
        // What stands in another file may be included elsewhere too, without the first of the two.
        guard record.source == first.source, record.ttl == first.ttl, id > 0,
            zone.records[id - 1].source == record.source,
            !hasOpenEnds(zone)
        else { return false }
        let before = zone.records[id - 1]
        guard id + 1 < zone.records.count else { return zone.isComplete }
        let after = zone.records[id + 1]
        return handsDownNoOwner(record, before, after, zone) && handsDownNoTTL(record, before, after)
    }

    /// Whether nothing takes its owner from the record that the record before it does not have as well.
    private static func handsDownNoOwner(
        _ record: ZoneRecord,
        _ before: ZoneRecord,
        _ after: ZoneRecord,
        _ zone: Zone
    ) -> Bool {
        if record.flags.contains(.inheritsOwner) || before.owner == record.owner { return zone.isComplete }
        // An entry between the two that could not be read may have taken it too.
        return zone.isComplete && after.source == record.source && !after.flags.contains(.inheritsOwner)
    }

    /// Whether the record after it has its TTL from elsewhere: written, or from a `$TTL`. Without `$TTL` it would take
    /// the last one stated (RFC 1035 §5.1).
    private static func handsDownNoTTL(_ record: ZoneRecord, _ before: ZoneRecord, _ after: ZoneRecord) -> Bool {
        !record.flags.contains(.hasTTL) || after.flags.contains(.hasTTL) || before.ttl == record.ttl
            || after.ttl != record.ttl
    }

    /// Whether brackets or quotes leave open where entries begin and end.
    private static func hasOpenEnds(_ zone: Zone) -> Bool {
        zone.problems.contains { problem in
            switch problem.kind {
            case .parenthesisNotClosed, .parenthesisNotOpened, .quoteNotClosed, .entryTooLong, .problemLimit: true
            default: false
            }
        }
    }
}
