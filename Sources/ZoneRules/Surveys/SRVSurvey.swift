import DNS
import ZoneFile

/// What the rules for SRV records look at: made in one pass, and holding only what is out of the ordinary, so that a
/// hundred thousand good records cost next to nothing.
struct SRVSurvey: Sendable {
    /// Owners with something to say of them.
    private(set) var owners: [SRVOwner] = []
    /// Sets of two or more records.
    private(set) var severalRecords: [RRs] = []
    /// Records with something to say of their target.
    private(set) var targets: [(record: RecordID, target: SRVTarget)] = []
    /// Records whose target is the root: the service is not offered (RFC 2782). With the first record of the same owner
    /// that has a real target, if there is one.
    private(set) var refusals: [(record: RecordID, besides: RecordID?)] = []
    /// Records with port 0, or with small ports beside larger numbers.
    private(set) var oddNumbers: [RecordID] = []

    init(of zone: Zone, isWhole: Bool, zones: ZoneSet) {
        var lastTarget: (name: NameID, isGood: Bool)?
        var realTargets: [NameID: RecordID?] = [:]
        for number in zone.records(ofType: .srv) {
            let id = Int(number)
            let record = zone.records[id]
            let set = zone.records(at: record.owner, type: .srv)
            if set.first == id {
                if set.count > 1 { severalRecords.append(set) }
                if let owner = SRVOwner(id, in: zone) { owners.append(owner) }
            }
            if record.port < 100 { oddNumbers.append(id) }
            if record.target == .root {
                if realTargets[record.owner] == nil {
                    realTargets[record.owner] = .some(set.first { zone.records[$0].target != .root })
                }
                refusals.append((id, realTargets[record.owner] ?? nil))
            } else if lastTarget?.name != record.target || lastTarget?.isGood == false {
                let target = SRVTarget(of: id, in: zone, isWhole: isWhole, zones: zones)
                if let target { targets.append((id, target)) }
                lastTarget = (record.target, target == nil)
            }
        }
    }
}
