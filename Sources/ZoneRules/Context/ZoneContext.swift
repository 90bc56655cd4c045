import DNS
import Diagnostics
import Threads
import ZoneFile

/// The input of a rule about zones: one zone, and what follows from records that its file lacks.
public struct ZoneContext: Sendable {
    public let zone: Zone
    public let originFrom: OriginSource
    public let kind: ZoneKind
    /// All zones of the run, this one included.
    public let zones: ZoneSet
    /// The name servers that load the zone.
    public let targets: Set<NameServerSoftware>
    /// The zone at the revision it is compared with.
    public let earlier: Zone?
    /// The time of the check in seconds since 1970, if it is known.
    let time: Int64?
    /// The input of the Z3 rules; empty without targets.
    let forms: [PortabilityScan]
    /// Whether the target of a record does not exist if the file lacks it. Like ``isWhole``, but false for a response-policy
    /// zone, whose records are rules for a resolver. The surveys use it.
    let isWholeForTargets: Bool
    /// The names that are host names.
    let hostNames: HostNames
    /// The input of the S rules, prepared once for all of them.
    let srv: SRVSurvey
    /// The input of the rules for name servers, mail servers, aliases and zone cuts, prepared once for all of them.
    let contents: ContentsSurvey
    /// The TXT records about mail.
    let mail: MailSurvey
    /// The mistakes behind records that cannot be read.
    let fieldMistakes: FieldMistakeSurvey
    /// Lines of another format among the records, by the numbers of their problems.
    let foreignBlocks: [Int: ForeignBlock]
    /// The targets of the aliases.
    let aliasTargets = AliasTargets()
    /// The records whose targets are not host names, found when the first rule needs them.
    let unusualTargets: UnusualTargets
    /// The input of the rules about signed zones, prepared when the first of them needs it.
    let signing = SignedZoneMemo()
    /// How many threads may check the zone; `nil` for as many as the system allows the process.
    let threads: Int?

    /// - Parameter threads: how many threads may check the zone; `nil` for as many as the system allows the process.
    public init(
        zone: Zone,
        originFrom: OriginSource,
        zones: ZoneSet = ZoneSet([]),
        targets: Set<NameServerSoftware> = [],
        earlier: Zone? = nil,
        time: Int64? = nil,
        threads: Int? = nil
    ) {
        self.zone = zone
        self.earlier = earlier
        self.time = time
        self.originFrom = originFrom
        self.zones = zones
        self.targets = targets
        forms = targets.isEmpty ? [] : PortabilityScan.survey(zone)
        let kind = ZoneKind(of: zone)
        self.kind = kind
        isWholeForTargets = Self.isWhole(zone, kind, originFrom) && kind != .responsePolicy
        self.threads = threads
        let isLarge = zone.sources[0].count >= SourceFile.sizeForThreads
        let isWhole = isWholeForTargets
        let (services, others) = Parallel.both(threads: isLarge ? threads ?? ProcessorCount.available : 1) {
            (HostNames(of: zone), SRVSurvey(of: zone, isWhole: isWhole, zones: zones), FieldMistakeSurvey(of: zone))
        } _: {
            let contents = ContentsSurvey(of: zone, kind, isWhole: isWhole, zones: zones)
            return (contents, MailSurvey(of: zone, kind, contents.boundaries, zones: zones))
        }
        (hostNames, srv, fieldMistakes) = services
        foreignBlocks = ForeignBlock.survey(zone)
        unusualTargets = UnusualTargets(hostNames)
        (contents, mail) = others
    }

    /// Whether the origin was taken from the file name. Findings that depend on it are then suppressed.
    public var isOriginGuessed: Bool { originFrom == .filename }

    /// Whether a name or record that is neither in the file nor in one of the unread parts does not exist in the zone. A rule
    /// about something missing also has to ask `Zone.isCertain` or `UnreadParts.mayContain`.
    ///
    /// `Zone.isWhole` says only that there is an SOA record and a known apex. Here the origin also is not guessed from the name
    /// of the file, and the file is neither the output of `dig` nor root hints.
    public var isWhole: Bool { Self.isWhole(zone, kind, originFrom) }

    private static func isWhole(_ zone: Zone, _ kind: ZoneKind, _ originFrom: OriginSource) -> Bool {
        zone.isWhole && kind != .rootHints && kind != .fragment && originFrom != .filename
    }

    /// Whether the file is the answer to a query, as `dig` prints it.
    public var isAnswer: Bool { DigOutput.isAnswer(zone.sources[0]) }

    /// Returns another zone of the run that answers for `name`, which is outside this zone or below a zone cut.
    public func otherZone(for name: NameID) -> Zone? {
        zones.zone(for: name, otherThan: zone)
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
