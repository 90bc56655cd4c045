import DNS
import Federation
import TLSIdentity
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
    /// What becomes of findings.
    public var policy = FindingPolicy()
    /// Whether findings are to have ``Finding/content``.
    public var tellsContents = false
    /// Server names to judge; those that the zones have SRV records for are judged besides.
    public var delegations: [DelegationInput] = []
    /// The time at which certificates are judged; without one their dates are not.
    public var time: Timestamp?

    /// Is told how far the run is, for those who wait.
    public var onStep: (@Sendable (Step) -> Void)?

    /// What the linter is at, with the number of inputs done before.
    public enum Step: Sendable {
        case reading(Int)
        case judging(Int)
    }

    /// Whether to stop early. Called between rules; the findings so far are then returned.
    public var shouldStop: @Sendable () -> Bool = { false }

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
        judge(inputs).report
    }

    /// Judges one server name over the zones.
    public func judge(_ server: DelegationInput, _ inputs: [ZoneInput]) -> DelegationReport {
        var linter = self
        linter.delegations = [server]
        let (report, _, survey) = linter.judge(inputs)
        let context = survey.given.first ?? DelegationContext(server, ZoneEvidence([], ZoneSet([])), zones: ZoneSet([]))
        return DelegationReport(context, report)
    }

    /// The report, the zones it is about, which are those judged by themselves, and the server names.
    func judge(_ inputs: [ZoneInput]) -> (report: LintReport, zones: [Zone], delegations: DelegationSurvey) {
        let read = inputs.enumerated().map { number, input in
            onStep?(.reading(number))
            return self.read(input)
        }
        let readings = judgedOnce(read, inputs.map(\.identity))
        let zones = ZoneSet(readings.compactMap(\.zone))
        var report = LintReport(findings: [], files: [])
        var judged: [(findings: [Finding], zone: UnusedSuppressions.JudgedZone?)] = []
        onStep?(.judging(0))
        let prepared = readings.map { prepare($0, zones) }
        let delegations = DelegationSurvey(self, prepared.compactMap { $0?.context }, zones)
        for (number, (reading, prepared)) in zip(readings, prepared).enumerated() {
            onStep?(.judging(number))
            // What is said of a file without a position stands before what is found in it.
            var findings: [Finding] = []
            func add(_ finding: Finding) {
                if selection.contains(finding.rule) {
                    findings.append(finding)
                } else {
                    report.unselected.append(finding)
                }
            }
            switch reading {
            case .unreadable(let path, let reason):
                add(NotChecked.unreadable(path: path, reason: reason))
                report.files.append(
                    FileReport(path: path, origin: nil, originFrom: .none, records: 0, status: .unreadable)
                )
            case .tooLarge(let path, let limit):
                add(LimitReached.tooLarge(path: path, limit: limit))
                report.files.append(
                    FileReport(path: path, origin: nil, originFrom: .none, records: 0, status: .unreadable)
                )
            case .included(let file): report.files.append(file)
            case .zone(let zone, let originFrom):
                guard let prepared else { continue }
                if case .notReadable(let reason, let help) = prepared.earlier {
                    add(NotChecked.notCompared(path: zone.sources[0].path, reason: reason, help: help))
                }
                let result = judge(prepared.context, delegations, &report)
                var file = FileReport(zone, originFrom)
                file.hearing = result.zone.hearing
                report.files.append(file)
                judged.append((findings + result.findings, result.zone))
                continue
            }
            judged.append((findings, nil))
        }
        report.unselected += delegations.unselected
        let elsewhere = policy.applied(to: delegations.elsewhere)
        report.findings = complete(judged) + (tellsContents ? FindingContent.told(of: elsewhere) : elsewhere)
        return (report, readings.compactMap(\.zone), delegations)
    }

    private func prepare(_ reading: Reading, _ zones: ZoneSet) -> (context: ZoneContext, earlier: Earlier)? {
        guard case .zone(let zone, let originFrom) = reading else { return nil }
        let earlier = earlier(zone)
        let context = ZoneContext(
            zone: zone, originFrom: originFrom, zones: zones, targets: targets, earlier: earlier.zone
        )
        return (context, earlier)
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

    /// The zones that a server name's answers are compared with.
    func compared(_ input: DelegationInput) -> ZoneEvidence? {
        guard !input.compared.isEmpty else { return nil }
        let readings = input.compared.map(read)
        let zones = ZoneSet(readings.compactMap(\.zone))
        return ZoneEvidence(readings.compactMap { prepare($0, zones)?.context }, zones)
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

    private enum Earlier {
        case none
        case zone(Zone)
        case notReadable(reason: String, help: String)

        var zone: Zone? {
            if case .zone(let zone) = self { zone } else { nil }
        }
    }

    /// The zone as it was.
    private func earlier(_ zone: Zone) -> Earlier {
        switch against?.earlier(zone.sources[0]) {
        case .source(let source):
            var options = ReadingOptions(origin: zone.origin.flatMap { Name($0) }, zoneClass: zone.zoneClass)
            options.includes = includes
            return .zone(Zone(reading: source, options: options))
        case .notReadable(let reason, let help): return .notReadable(reason: reason, help: help)
        case .absent, nil: return .none
        }
    }

    /// What the rules find, silenced where comments silence it.
    private func judge(
        _ context: ZoneContext, _ delegations: DelegationSurvey, _ report: inout LintReport
    ) -> (findings: [Finding], zone: UnusedSuppressions.JudgedZone) {
        var sink = FindingSink()
        var unselected = FindingSink()
        for rule in RuleRegistry.rules where !shouldStop() {
            if selection.contains(rule.info) {
                rule.check(context, into: &sink)
            } else if rule.info.isNotChecked {
                rule.check(context, into: &unselected)
            }
        }
        for finding in delegations.findings(in: context.zone) { sink.report(finding) }
        if sink.dropped > 0 {
            let finding = LimitReached.findings(dropped: sink.dropped, context)
            if selection.contains(LimitReached.info) { sink.report(finding) } else { unselected.report(finding) }
        }
        report.unselected += Finding.shownWhereWritten(unselected.findings)
        var use = Suppressions.Use()
        let found = policy.applied(to: Finding.shownWhereWritten(sink.findings))
        let findings = context.suppressions.applied(to: found, noting: &use)
        let zone = UnusedSuppressions.JudgedZone(
            hearing: RuleHearing(context, selection, capped: sink.capped),
            suppressions: context.suppressions,
            use: use,
            subject: context.subject(owner: nil)
        )
        return (findings, zone)
    }

    /// All findings in order, with what only the whole run can tell.
    private func complete(_ judged: [(findings: [Finding], zone: UnusedSuppressions.JudgedZone?)]) -> [Finding] {
        var findings = judged.map(\.findings)
        if selection.contains(UnusedSuppression.info) {
            let numbers = judged.indices.filter { judged[$0].zone != nil }
            let zones = judged.compactMap(\.zone)
            var unused: [Int: FindingSink] = [:]
            for (zone, finding) in UnusedSuppressions.findings(in: zones) {
                unused[zone, default: FindingSink()].report(finding)
            }
            for (zone, sink) in unused {
                var use = Suppressions.Use()
                findings[numbers[zone]] += zones[zone].suppressions.applied(
                    to: Finding.shownWhereWritten(sink.findings), noting: &use
                )
            }
        }
        return zip(findings, judged).flatMap { findings, judged in
            guard let zone = judged.zone?.zone else { return findings }
            let sorted = FindingOrder(zone.sources).sorted(findings)
            return tellsContents ? FindingContent.told(of: sorted, in: zone) : sorted
        }
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
