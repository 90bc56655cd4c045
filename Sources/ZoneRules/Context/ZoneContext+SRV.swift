import DNS
import Diagnostics
import ZoneFile

extension ZoneContext {
    /// Returns the zone and owner of an SRV record, and the server name for the two Matrix services.
    func subject(ofSRV id: RecordID) -> Subject {
        var subject = subject(of: id)
        let owner = zone.records[id].owner
        if MatrixService(of: owner, in: zone) != nil {
            let name = zone.names.text(zone.names.parent(of: zone.names.parent(of: owner)))
            subject.serverName = name.hasSuffix(".") && name != "." ? String(name.dropLast()) : nil
        }
        return subject
    }

    /// Whether the owner is a name at which Matrix servers look up SRV records.
    func isMatrix(_ id: RecordID) -> Bool {
        MatrixService(of: zone.records[id].owner, in: zone) != nil
    }

    /// Returns the SRV records whose target is selected, in the order of the file.
    func targets<Detail>(_ select: (SRVTarget) -> Detail?) -> [(record: RecordID, detail: Detail)] {
        srv.targets.compactMap { entry in select(entry.target).map { (entry.record, $0) } }
    }

    /// Returns one SRV record for each selected target, for findings about the target instead of the record.
    func distinctTargets<Detail>(_ select: (SRVTarget) -> Detail?) -> [(record: RecordID, detail: Detail)] {
        var seen: Set<NameID> = []
        return targets(select).filter { seen.insert(zone.records[$0.record].target).inserted }
    }

    /// Returns `dig` commands for what the file does not show.
    func digCommands(_ name: NameID) -> String {
        let text = zone.names.text(name)
        return "`dig \(text) A` and `dig \(text) AAAA`"
    }
}
