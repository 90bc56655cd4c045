import DNS
import Diagnostics
import ZoneFile

extension ZoneContext {
    /// Zone and owner of an SRV record; for Matrix's two services the server name too.
    func subject(ofSRV id: RecordID) -> Subject {
        var subject = subject(of: id)
        let owner = zone.records[id].owner
        if MatrixService(of: owner, in: zone) != nil {
            let name = zone.names.text(zone.names.parent(of: zone.names.parent(of: owner)))
            subject.serverName = name.hasSuffix(".") && name != "." ? String(name.dropLast()) : nil
        }
        return subject
    }

    /// Whether the owner is one of the names under which Matrix servers look for SRV records.
    func isMatrix(_ id: RecordID) -> Bool {
        MatrixService(of: zone.records[id].owner, in: zone) != nil
    }

    /// The SRV records whose target has the given fault, in the order of the file.
    func targets<Detail>(_ select: (SRVTarget) -> Detail?) -> [(record: RecordID, detail: Detail)] {
        srv.targets.compactMap { entry in select(entry.target).map { (entry.record, $0) } }
    }

    /// The same, each target once: for what is to be known of the target, not of the record.
    func distinctTargets<Detail>(_ select: (SRVTarget) -> Detail?) -> [(record: RecordID, detail: Detail)] {
        var seen: Set<NameID> = []
        return targets(select).filter { seen.insert(zone.records[$0.record].target).inserted }
    }

    /// `dig` commands that answer what the file cannot.
    func digCommands(_ name: NameID) -> String {
        let text = zone.names.text(name)
        return "`dig \(text) A` and `dig \(text) AAAA`"
    }
}
