import Diagnostics
import Threads
import ZoneFile
import ZoneRules

/// Runs the rules about zones over one file.
struct ZoneJudge: Sendable {
    let selection: RuleSelection
    /// Called between rules; the findings so far are returned once it answers `true`.
    let shouldStop: @Sendable () -> Bool

    /// What rules report about one zone.
    struct ZoneFindings: Sendable {
        fileprivate var sink = FindingSink()
        fileprivate var unselected = FindingSink()
    }

    /// Returns what the rules about zones report.
    func findings(in zone: LoadedZone, threads: Int) -> ZoneFindings {
        let context = zone.context
        var found = ZoneFindings()
        let rules = RuleRegistry.zoneRules.filter { selection.contains($0.info) }
        if threads > 1 {
            let shouldStop = shouldStop
            let sinks = Parallel.map(rules.count, threads: threads) { number in
                var sink = FindingSink()
                if !shouldStop() { rules[number].check(context, into: &sink) }
                return sink
            }
            for sink in sinks { found.sink.add(sink) }
        } else {
            for rule in rules where !shouldStop() { rule.check(context, into: &found.sink) }
        }
        let toolContext = ToolContext(
            zone: context, suppressions: zone.suppressions, findKnownRules: { RuleRegistry.infos })
        for rule in RuleRegistry.toolRules where !shouldStop() {
            if selection.contains(rule.info) {
                rule.check(toolContext, into: &found.sink)
            } else if rule.info.isNotChecked {
                rule.check(toolContext, into: &found.unselected)
            }
        }
        return found
    }

    /// Checks one file.
    ///
    /// - Parameters:
    ///   - found: what the rules report about its zone, if it has one.
    ///   - serverFindings: the findings about server names that point into the zone.
    func judge(_ file: LoadedFile, _ found: ZoneFindings?, serverFindings: [Finding]) -> JudgedFile {
        switch file {
        case .unreadable(let path, let reason):
            return unread(path, NotChecked.unreadable(path: path, reason: reason))
        case .tooLarge(let path, let limit): return unread(path, LimitReached.tooLarge(path: path, limit: limit))
        case .included(let path, let includer): return JudgedFile(FileReport(path: path, includedBy: includer))
        case .zone(let zone): return judge(zone, found ?? ZoneFindings(), serverFindings)
        }
    }

    private func unread(_ path: String, _ finding: Finding) -> JudgedFile {
        var file = JudgedFile(
            FileReport(path: path, origin: nil, originFrom: .none, records: 0, status: .unreadable))
        file.add(finding, selection)
        return file
    }

    private func judge(_ zone: LoadedZone, _ found: ZoneFindings, _ serverFindings: [Finding]) -> JudgedFile {
        let context = zone.context
        var (sink, unselected) = (found.sink, found.unselected)
        for finding in serverFindings { sink.report(finding) }
        if sink.dropped > 0 {
            let finding = LimitReached.findings(dropped: sink.dropped, context)
            if selection.contains(LimitReached.info) { sink.report(finding) } else { unselected.report(finding) }
        }
        var report = FileReport(context.zone, context.originFrom)
        report.coverage = RuleCoverage(context, selection, capped: sink.capped)
        var file = JudgedFile(report)
        file.zone = zone
        // Findings about the file as a whole come before findings in it.
        if let failure = zone.comparisonFailure {
            let path = context.zone.sources[0].path
            file.add(NotChecked.notCompared(path: path, reason: failure.reason, help: failure.help), selection)
        }
        file.findings += sink.findings
        file.unselected += unselected.findings
        return file
    }
}

/// One file with the findings as the rules report them.
struct JudgedFile {
    var report: FileReport
    /// The zone in the file; `nil` if the file was not read, or is checked as part of another.
    var zone: LoadedZone?
    var findings: [Finding] = []
    /// Findings of unselected rules that something was not checked.
    var unselected: [Finding] = []

    init(_ report: FileReport) {
        self.report = report
    }

    fileprivate mutating func add(_ finding: Finding, _ selection: RuleSelection) {
        if selection.contains(finding.rule) { findings.append(finding) } else { unselected.append(finding) }
    }
}

extension FileReport {
    fileprivate init(_ zone: Zone, _ originFrom: OriginSource) {
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
