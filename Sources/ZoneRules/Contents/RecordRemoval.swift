import DNS
import ZoneFile

/// The repeated records (Z230, S207) whose lines can be removed without changing the rest of the zone, each alone or
/// all together.
struct RecordRemoval {
    private(set) var removable: Set<RecordID> = []
    private let zone: Zone
    private var run: Run?

    /// Consecutive removable records. Owner and TTL are set if all of them and the record before the first share them:
    /// a record after them then inherits the same values, whichever of them are removed.
    private struct Run {
        let end: RecordID
        let owner: NameID?
        let ttl: UInt32?
    }

    init(_ zone: Zone, _ repetitions: [RepeatedRecord]) {
        self.zone = zone
        // Nothing is removable if parentheses or quotes leave the ends of entries uncertain, or if an entry that could
        // not be read may inherit from the one before it.
        guard zone.isComplete, !Self.hasOpenEnds(zone) else { return }
        for repetition in repetitions.sorted(by: { $0.record < $1.record }) { consider(repetition) }
    }

    private mutating func consider(_ repetition: RepeatedRecord) {
        let id = repetition.record
        let record = zone.records[id]
        let first = zone.records[repetition.first]
        // A record in another file may be included elsewhere too, without the first of the two.
        guard record.source == first.source, record.ttl == first.ttl, id > 0,
            zone.records[id - 1].source == record.source
        else { return }
        var (owner, ttl): (NameID?, UInt32?) = (zone.records[id - 1].owner, zone.records[id - 1].ttl)
        if let run, run.end == id - 1 { (owner, ttl) = (run.owner, run.ttl) }
        if id + 1 < zone.records.count {
            let after = zone.records[id + 1]
            guard leavesOwner(of: after, without: record, inherited: owner),
                leavesTTL(of: after, without: record, inherited: ttl)
            else { return }
        }
        removable.insert(id)
        run = Run(end: id, owner: owner == record.owner ? owner : nil, ttl: ttl == record.ttl ? ttl : nil)
    }

    private func leavesOwner(of after: ZoneRecord, without record: ZoneRecord, inherited: NameID?) -> Bool {
        record.flags.contains(.inheritsOwner) || inherited == record.owner
            || (after.source == record.source && !after.flags.contains(.inheritsOwner))
    }

    /// Without a `$TTL`, a record that states no TTL takes the last one stated (RFC 1035 §5.1).
    private func leavesTTL(of after: ZoneRecord, without record: ZoneRecord, inherited: UInt32?) -> Bool {
        !record.flags.contains(.hasTTL) || after.flags.contains(.hasTTL) || inherited == record.ttl
            || after.ttl != record.ttl
    }

    private static func hasOpenEnds(_ zone: Zone) -> Bool {
        zone.problems.contains { problem in
            switch problem.kind {
            case .parenthesisNotClosed, .parenthesisNotOpened, .quoteNotClosed, .entryTooLong, .problemLimit: true
            default: false
            }
        }
    }
}
