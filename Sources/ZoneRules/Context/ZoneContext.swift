import DNS
import Diagnostics
import ZoneFile

/// The input of a rule about zones: one zone, and whether its file is complete.
public struct ZoneContext: Sendable {
    public let zone: Zone
    public let originFrom: OriginSource
    public let kind: ZoneKind
    /// All zones of the run, this one included.
    public let zones: ZoneSet
    /// The name servers that load the zone.
    public let targets: Set<NameServerSoftware>
    /// The zone at the revision it is compared with.
    let earlier: Zone?
    /// The input of the Z3 rules; empty without targets.
    let forms: [PortabilityScan]
    /// The input of the S rules, prepared once for all of them.
    let srv: SRVSurvey
    /// The input of the rules for name servers, mail servers, aliases and zone cuts, prepared once for all of them.
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

    /// Whether the origin was taken from the file name. Findings that depend on it are then suppressed.
    public var isOriginGuessed: Bool { originFrom == .filename }

    /// Whether records that are not in the file do not exist in the zone.
    public var isWhole: Bool { Self.isWhole(zone, kind, originFrom) }

    private static func isWhole(_ zone: Zone, _ kind: ZoneKind, _ originFrom: OriginSource) -> Bool {
        zone.isWhole && kind != .rootHints && kind != .fragment && originFrom != .filename
    }

    /// Returns another zone of the run that answers for `name`, which is outside this zone or below a zone cut.
    public func otherZone(for name: NameID) -> Zone? {
        zones.zone(for: name, besides: zone)
    }

    /// Returns the problems of the text for which `select` returns a value.
    public func problems<Selected>(_ select: (ZoneProblem.Kind) -> Selected?) -> [(ZoneProblem, Selected)] {
        zone.problems.compactMap { problem in select(problem.kind).map { (problem, $0) } }
    }
}

// MARK: - Words for messages

extension ZoneContext {
    /// Returns the absolute name in backticks: "`matrix.example.com.`".
    public func quoted(_ name: NameID) -> String {
        "`\(zone.names.text(name))`"
    }

    /// Returns the zone and owner of a record.
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
