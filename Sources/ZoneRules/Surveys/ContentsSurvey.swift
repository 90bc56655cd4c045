import DNS
import ZoneFile

/// The basis of the rules for name servers, mail servers, aliases and zone cuts: one pass over the records of those types
/// that keeps only what is out of the ordinary.
struct ContentsSurvey: Sendable {
    let boundaries: ZoneBoundaries
    /// NS records whose target needs a finding.
    private(set) var nameServers: [(record: RecordID, target: HostTarget)] = []
    /// Those of ``nameServers`` whose target has no address.
    private(set) var nameServersWithoutAddress: Set<RecordID> = []
    /// MX records whose target needs a finding.
    private(set) var mailServers: [(record: RecordID, target: HostTarget)] = []
    let aliases: AliasSurvey

    /// - Parameter isWhole: ``ZoneContext/isWholeForTargets``.
    init(of zone: Zone, _ kind: ZoneKind, isWhole: Bool, zones: ZoneSet) {
        boundaries = ZoneBoundaries(of: zone)
        // The data of a response-policy zone is a policy, and root hints name the servers of another zone.
        guard kind != .responsePolicy, kind != .rootHints else {
            aliases = AliasSurvey()
            return
        }
        aliases = AliasSurvey(of: zone, boundaries, isWhole: isWhole, zones: zones)
        nameServers = Self.unusual(zone.records(ofType: .ns), boundaries.servers, zone, boundaries, isWhole, zones)
        for server in nameServers {
            if case .noAddress = server.target { nameServersWithoutAddress.insert(server.record) }
        }
        mailServers = Self.unusual(zone.records(ofType: .mx), nil, zone, boundaries, isWhole, zones)
    }

    /// Returns the records with a target that needs a finding.
    ///
    /// - Parameter distinct: one record for each target, if they are known.
    private static func unusual(
        _ records: ContiguousArray<UInt32>,
        _ distinct: [RecordID]?,
        _ zone: Zone,
        _ boundaries: ZoneBoundaries,
        _ isWhole: Bool,
        _ zones: ZoneSet
    ) -> [(record: RecordID, target: HostTarget)] {
        let isAlone = !zones.hasOther(than: zone)
        // The targets that a quick check does not clear. Only they are looked up.
        var suspects: Set<NameID> = []
        if let distinct {
            for id in distinct { inspect(zone.records[id].target) }
        } else {
            var last: NameID?
            for number in records where zone.records[Int(number)].target != last {
                last = zone.records[Int(number)].target
                inspect(zone.records[Int(number)].target)
            }
        }
        func inspect(_ target: NameID) {
            if !HostTarget.isObviouslyValid(target, in: zone, isAlone: isAlone) { suspects.insert(target) }
        }
        guard !suspects.isEmpty else { return [] }
        return records.compactMap { number in
            let id = Int(number)
            let record = zone.records[id]
            // Z226, Z227 and Z232 report records that are never served.
            guard suspects.contains(record.target), !record.flags.contains(.outOfZone),
                !boundaries.isHidden(record.owner)
            else { return nil }
            return HostTarget(of: id, in: zone, boundaries, isWhole: isWhole, zones: zones).map { (id, $0) }
        }
    }
}
