import DNS
import Diagnostics
import ZoneFile

extension ZoneContext {
    /// The zone and owner of an SRV record and, for the two Matrix services, the server name.
    func subject(ofSRV id: RecordID) -> Subject {
        var subject = subject(of: id)
        let owner = zone.records[id].owner
        if MatrixService(of: owner, in: zone) != nil {
            let name = zone.names.text(zone.names.parent(of: zone.names.parent(of: owner)))
            subject.serverName = name.hasSuffix(".") && name != "." ? String(name.dropLast()) : nil
        }
        return subject
    }

    /// Whether the owner is `_matrix-fed._tcp` or `_matrix._tcp` of a name.
    func isMatrix(_ id: RecordID) -> Bool {
        MatrixService(of: zone.records[id].owner, in: zone) != nil
    }

    /// The SRV records whose target has the selected property, in the order of the file.
    func targets<Detail>(_ select: (SRVTarget) -> Detail?) -> [(record: RecordID, detail: Detail)] {
        srv.targets.compactMap { entry in select(entry.target).map { (entry.record, $0) } }
    }

    /// The same with each target only once, for findings about the target rather than the record.
    func distinctTargets<Detail>(_ select: (SRVTarget) -> Detail?) -> [(record: RecordID, detail: Detail)] {
        var seen: Set<NameID> = []
        return targets(select).filter { seen.insert(zone.records[$0.record].target).inserted }
    }

    /// The `dig` commands for the addresses of a name.
    func digCommands(_ name: NameID) -> String {
        let text = zone.names.text(name)
        return "`dig \(text) A` and `dig \(text) AAAA`"
    }
}
