import DNS
import Federation
import ZoneFile

/// One file to lint.
public struct ZoneInput: Sendable {
    public enum Content: Sendable {
        case source(SourceFile)
        /// The file could not be read; the reason completes "could not be checked: …".
        case unreadable(path: String, reason: String)
        /// The file has more than `limit` octets, so it was not read.
        case tooLarge(path: String, limit: Int)
    }

    public var content: Content
    /// From the command line or the configuration; `nil` leaves it to be deduced.
    public var origin: (name: Name, from: FileReport.OriginFrom)?
    /// What ``Linter/includes`` calls the file when a zone includes it; such a file is judged there and not by itself.
    public var identity: String?

    public init(
        _ content: Content,
        origin: (name: Name, from: FileReport.OriginFrom)? = nil,
        identity: String? = nil
    ) {
        self.content = content
        self.origin = origin
        self.identity = identity
    }
}

/// Runs the rules over zones and puts what they find in order.
public struct Linter: Sendable {
    public var selection: RuleSelection
    public var zoneClass: RecordClass?
    /// Reads the files that zones include; without it they are not read.
    public var includes: (any IncludeLoading)?
    /// The name servers that are to load the zones; for none, portability is no subject.
    public var targets: Set<NameServerSoftware>

    /// Server names to judge; those that the zones have SRV records for are judged besides.
    public var delegations: [DelegationInput] = []
    /// The time at which certificates are judged; without one their dates are not.
    public var time: Timestamp?

    /// Gets the zones as they were, to see whether their serials increased with their contents.
    public var against: (any RevisionLoading)?

    public init(
        selection: RuleSelection = RuleSelection(),
        zoneClass: RecordClass? = nil,
        includes: (any IncludeLoading)? = nil,
        targets: Set<NameServerSoftware> = []
    ) {
        self.selection = selection
        self.zoneClass = zoneClass
        self.includes = includes
        self.targets = targets
    }

    /// Lints every input, in order. All are read first: a target in one zone is looked up in another.
    public func lint(_ inputs: [ZoneInput]) -> LintReport {
        run(inputs).report
    }

    /// Judges one server name over the zones.
    public func judge(_ server: DelegationInput, _ inputs: [ZoneInput]) -> DelegationReport {
        var linter = self
        linter.delegations = [server]
        let (report, survey) = linter.run(inputs)
        let context = survey.given.first ?? DelegationContext(server, ZoneEvidence([], ZoneSet([])), zones: ZoneSet([]))
        return DelegationReport(context, report)
    }

    private func run(_ inputs: [ZoneInput]) -> (report: LintReport, delegations: DelegationSurvey) {
        let readings = judgedOnce(inputs.map(read), inputs.map(\.identity))
        let zones = ZoneSet(readings.compactMap(\.zone))
        var report = LintReport(findings: [], files: [])
        let contexts = readings.map { reading -> ZoneContext? in
            guard case .zone(let zone, let originFrom) = reading else { return nil }
            return ZoneContext(
                zone: zone,
                originFrom: originFrom,
                zones: zones,
                targets: targets,
                earlier: earlier(zone, &report)
            )
        }
        let delegations = DelegationSurvey(self, contexts.compactMap { $0 }, zones)
        for (reading, context) in zip(readings, contexts) {
            switch reading {
            case .unreadable(let path, let reason):
                if selection.contains(NotChecked.info) {
                    report.findings.append(NotChecked.unreadable(path: path, reason: reason))
                }
                report.files.append(
                    FileReport(path: path, origin: nil, originFrom: .none, records: 0, status: .unreadable)
                )
            case .tooLarge(let path, let limit):
                if selection.contains(LimitReached.info) {
                    report.findings.append(LimitReached.tooLarge(path: path, limit: limit))
                }
                report.files.append(
                    FileReport(path: path, origin: nil, originFrom: .none, records: 0, status: .unreadable)
                )
            case .included(let file): report.files.append(file)
            case .zone(let zone, let originFrom):
                guard let context else { continue }
                report.findings += findings(in: context, delegations)
                report.files.append(FileReport(zone, originFrom))
            }
        }
        report.findings += delegations.elsewhere
        return (report, delegations)
    }

    private enum Reading {
        case unreadable(path: String, reason: String)
        case tooLarge(path: String, limit: Int)
        case zone(Zone, FileReport.OriginFrom)
        /// It is judged where another zone includes it.
        case included(FileReport)

        var zone: Zone? {
            if case .zone(let zone, _) = self { zone } else { nil }
        }
    }

    private func read(_ input: ZoneInput) -> Reading {
        switch input.content {
        case .unreadable(let path, let reason): return .unreadable(path: path, reason: reason)
        case .tooLarge(let path, let limit): return .tooLarge(path: path, limit: limit)
        case .source(let source):
            let deduced = OriginDeduction(given: input.origin.map { ($0.name, $0.from) }, source: source)
            var options = ReadingOptions(origin: deduced.origin, zoneClass: zoneClass)
            options.includes = includes
            options.identity = input.identity
            return .zone(Zone(reading: source, options: options), deduced.from)
        }
    }

    /// Takes out what another zone of the run includes. Of files that include each other the first stays.
    private func judgedOnce(_ readings: [Reading], _ identities: [String?]) -> [Reading] {
        guard readings.count > 1, readings.contains(where: { $0.zone?.includedFiles.isEmpty == false }) else {
            return readings
        }
        var includers: [String: [Int]] = [:]
        for (number, reading) in readings.enumerated() {
            for identity in reading.zone?.includedFiles ?? [] { includers[identity, default: []].append(number) }
        }
        return readings.enumerated().map { number, reading in
            guard let zone = reading.zone, let identity = identities[number] else { return reading }
            let includer = includers[identity]?.first { other in
                guard other != number else { return false }
                let isMutual = identities[other].map(zone.includedFiles.contains) ?? false
                return !isMutual || other < number
            }
            guard let includer, let path = readings[includer].zone?.sources[0].path else { return reading }
            return .included(FileReport(path: zone.sources[0].path, includedBy: path))
        }
    }

    /// The zone as it was; says so if that cannot be told.
    private func earlier(_ zone: Zone, _ report: inout LintReport) -> Zone? {
        switch against?.earlier(zone.sources[0]) {
        case .source(let source):
            var options = ReadingOptions(origin: zone.origin.flatMap { Name($0) }, zoneClass: zone.zoneClass)
            options.includes = includes
            return Zone(reading: source, options: options)
        case .notReadable(let reason):
            if selection.contains(NotChecked.info) {
                report.findings.append(NotChecked.unreadable(path: zone.sources[0].path, reason: reason))
            }
            return nil
        case .absent, nil: return nil
        }
    }

    private func findings(in context: ZoneContext, _ delegations: DelegationSurvey) -> [Finding] {
        var sink = FindingSink()
        for rule in RuleRegistry.rules where selection.contains(rule.info) {
            rule.check(context, into: &sink)
        }
        for finding in delegations.findings(in: context.zone) { sink.report(finding) }
        if sink.dropped > 0, selection.contains(LimitReached.info) {
            sink.report(LimitReached.findings(dropped: sink.dropped, context))
        }
        let suppressions = Suppressions(of: context.zone)
        let shown = suppressions.applied(to: Finding.shownWhereWritten(sink.findings))
        return FindingOrder(context.zone.sources).sorted(shown)
    }
}

extension FileReport {
    fileprivate init(_ zone: Zone, _ originFrom: OriginFrom) {
        self.init(
            path: zone.sources[0].path,
            origin: zone.origin,
            originFrom: originFrom,
            records: zone.records.count,
            status: zone.isComplete ? .complete : .incomplete,
            includes: zone.includedPaths
        )
    }
}
