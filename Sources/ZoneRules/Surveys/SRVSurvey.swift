import DNS
import ZoneFile

/// The input of the rules for SRV records, collected in one pass. It keeps only unusual records, so that a hundred
/// thousand good ones cost next to nothing.
struct SRVSurvey: Sendable {
    /// Owners with a fault.
    private(set) var owners: [SRVOwner] = []
    /// Owners with a label that differs by a typing error from the one that clients look up.
    private(set) var misspelt: [(record: RecordID, label: MisspeltSRVLabel)] = []
    /// RRsets of two or more records.
    private(set) var severalRecords: [RecordSlice] = []
    /// Records with a noteworthy target.
    private(set) var targets: [(record: RecordID, target: SRVTarget)] = []
    /// Records whose target is the root, which means that the service is not offered (RFC 2782), each with the first
    /// record of the same owner that has a real target.
    private(set) var refusals: [(record: RecordID, realTarget: RecordID?)] = []
    /// Records with port 0 or another port below 100.
    private(set) var oddNumbers: [RecordID] = []

    init(of zone: Zone, isWhole: Bool, zones: ZoneSet) {
        var lastTarget: (name: NameID, isGood: Bool)?
        var realTargets: [NameID: RecordID?] = [:]
        for number in zone.records(ofType: .srv) {
            let id = Int(number)
            let record = zone.records[id]
            if let set = zone.first(at: record.owner, type: .srv), set.record == id {
                if set.count > 1 { severalRecords.append(zone.records(at: record.owner, type: .srv)) }
                let owner = SRVOwner(id, in: zone)
                if owner?.mayBeMisspelt ?? true, let label = MisspeltSRVLabel(id, in: zone) {
                    misspelt.append((id, label))
                } else if let owner, !MistypedOwner.matches(id, in: zone) {
                    owners.append(owner)
                }
            }
            if record.port < 100 { oddNumbers.append(id) }
            if record.target == .root {
                if realTargets[record.owner] == nil {
                    let set = zone.records(at: record.owner, type: .srv)
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
