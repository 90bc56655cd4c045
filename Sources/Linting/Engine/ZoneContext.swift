import DNS
import ZoneFile

/// What a rule may look at: one zone, and how far its file can be trusted to be all of it.
public struct ZoneContext: Sendable {
    public let zone: Zone
    public let originFrom: FileReport.OriginFrom
    public let kind: ZoneKind

    public init(zone: Zone, originFrom: FileReport.OriginFrom, kind: ZoneKind? = nil) {
        self.zone = zone
        self.originFrom = originFrom
        self.kind = kind ?? ZoneKind(of: zone)
    }

    /// Whether only the file's name told the origin: what rests on it is then not said.
    public var isOriginGuessed: Bool { originFrom == .filename }

    /// Whether what the file does not have does not exist in the zone.
    public var isWhole: Bool { zone.isWhole && kind != .rootHints && kind != .fragment && !isOriginGuessed }

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
