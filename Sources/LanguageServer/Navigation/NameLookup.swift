import DNS
import ZoneFile

/// Finds the records of a name in a zone, or in the other zone of the workspace that answers for it.
struct NameLookup {
    let zone: Zone
    let zones: ZoneSet

    /// The records at a name. For a name below a delegation, they are glue.
    func records(at name: NameID) -> [(zone: Zone, record: RecordID)] {
        let own = zone.records(at: name).map { (zone, $0) }
        if !own.isEmpty { return own }
        guard let (other, otherName) = other(for: name) else { return [] }
        return other.records(at: otherName).map { (other, $0) }
    }

    /// The zone that answers for a name outside this one.
    func other(for name: NameID) -> (zone: Zone, name: NameID)? {
        guard let other = zones.zone(for: name, otherThan: zone) else { return nil }
        return other.names.find(zone.names.name(name)).map { (other, $0) }
    }
}
