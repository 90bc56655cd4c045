import DNS
import Diagnostics
import ZoneFile

/// What a rule may look at: one zone, and how far its file can be trusted to be all of it.
public struct ZoneContext: Sendable {
    public let zone: Zone
    public let originFrom: OriginSource
    public let kind: ZoneKind
    /// All zones of the run, this one included.
    public let zones: ZoneSet
    /// The name servers that are to load the zone.
    public let targets: Set<NameServerSoftware>
    /// The zone as it was at the revision it is compared with.
    let earlier: Zone?
    /// What the Z3 rules look at; made only where there are targets.
    let forms: [PortabilityScan]
    /// What the S rules look at; made once for all of them.
    let srv: SRVSurvey
    /// What the rules for name servers, mail servers, aliases and cuts look at; made once for all of them.
    let contents: ContentsSurvey

    public init(
        zone: Zone,
        originFrom: OriginSource,
        zones: ZoneSet = ZoneSet([]),
        targets: Set<NameServerSoftware> = [],
        earlier: Zone? = nil
    ) {
        self.zone = zone
        self.earlier = earlier
        self.originFrom = originFrom
        self.zones = zones
        self.targets = targets
        forms = targets.isEmpty ? [] : PortabilityScan.survey(zone)
        let kind = ZoneKind(of: zone)
        self.kind = kind
        let isWhole = Self.isWhole(zone, kind, originFrom) && kind != .responsePolicy
        srv = SRVSurvey(of: zone, isWhole: isWhole, zones: zones)
        contents = ContentsSurvey(of: zone, kind, isWhole: isWhole, zones: zones)
    }

    /// Whether only the file's name told the origin: what rests on it is then not said.
    public var isOriginGuessed: Bool { originFrom == .filename }

    /// Whether what the file does not have does not exist in the zone.
    public var isWhole: Bool { Self.isWhole(zone, kind, originFrom) }

    private static func isWhole(_ zone: Zone, _ kind: ZoneKind, _ originFrom: OriginSource) -> Bool {
        zone.isWhole && kind != .rootHints && kind != .fragment && originFrom != .filename
    }

    /// The other zone of the run that answers for `name`, which this one does not: out of it, or below a cut.
    public func otherZone(for name: NameID) -> Zone? {
        zones.zone(for: name, besides: zone)
    }

    /// What the problems of the text say, as far as `select` takes them.
    public func problems<Selected>(_ select: (ZoneProblem.Kind) -> Selected?) -> [(ZoneProblem, Selected)] {
        zone.problems.compactMap { problem in select(problem.kind).map { (problem, $0) } }
    }
}

// MARK: - Words for messages

extension ZoneContext {
    /// The name in backticks, absolute: "`matrix.example.com.`".
    public func quoted(_ name: NameID) -> String {
        "`\(zone.names.text(name))`"
    }

    /// Zone and owner of a record.
    public func subject(of record: RecordID) -> Subject {
        subject(owner: zone.records[record].owner)
    }

    public func subject(owner: NameID?) -> Subject {
        Subject(zone: zone.origin, owner: owner.map { zone.names.text($0) })
    }

    public func subject(of problem: ZoneProblem) -> Subject {
        subject(owner: problem.owner)
    }
}
