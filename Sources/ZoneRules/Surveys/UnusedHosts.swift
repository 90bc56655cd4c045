import DNS
import ZoneFile

/// The hosts of a zone that no other record names, as candidates for a target that is missing because of a typing error.
struct UnusedHosts {
    private let zone: Zone

    /// No larger zone is searched, because that would take too long.
    private static let recordLimit = 5_000

    init(_ zone: Zone) { self.zone = zone }

    /// An address record of the host with the most similar name, and as many labels; `nil` if none is similar enough.
    func similar(to target: NameID) -> RecordID? {
        guard zone.records.count <= Self.recordLimit, zone.isInZone(target) else { return nil }
        let used = Set(zone.records.map(\.target))
        var records: [String: RecordID] = [:]
        var names: [String] = []
        for (id, record) in zone.records.enumerated() where record.type == .a || record.type == .aaaa {
            guard zone.isInZone(record.owner), !used.contains(record.owner), !zone.names.isWildcard(record.owner),
                zone.names.depth(of: record.owner) == zone.names.depth(of: target)
            else { continue }
            let name = zone.names.text(record.owner, relativeTo: zone.apex)
            if records.updateValue(records[name] ?? id, forKey: name) == nil { names.append(name) }
        }
        let wanted = zone.names.text(target, relativeTo: zone.apex)
        return Spelling.nearest(to: wanted, among: names).flatMap { records[$0] }
    }
}
