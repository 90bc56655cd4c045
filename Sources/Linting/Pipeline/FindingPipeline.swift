import Diagnostics
import ZoneFile

/// Processes the findings of a run, from the rules to the report. All findings pass the same stages in this order:
///
/// 1. Position: a finding in generated text moves to its `$GENERATE`, one in an included file names the `$INCLUDE`.
/// 2. Policy: the configuration changes severities and ignores rules in some files.
/// 3. Suppressions: comments in the zone suppress findings. Comments that suppressed nothing become findings (X101),
///    which pass the first three stages.
/// 4. Order: by file, then by position, then by rule.
/// 5. Content: the text that identifies a finding independently of its line, if a baseline needs it.
/// 6. Baseline: known findings are suppressed. Entries that were not found become findings (X106), which pass stage 2.
/// 7. Standing notes are counted and removed, unless they are wanted. Comments and baselines still know them.
struct FindingPipeline {
    let selection: RuleSelection
    let policy: FindingPolicy
    let baseline: KnownFindings?
    /// Whether content is recorded even if there is no baseline yet.
    let recordsContent: Bool
    /// Whether standing notes stay in the report even if the selection does not name their rules.
    let showsStandingNotes: Bool

    /// Returns the report on the files of a run and the servers in them.
    func report(_ files: [JudgedFile], _ servers: ServersOfRun) -> LintReport {
        var uses: [Suppressions.Use] = []
        var findings = files.map { file in
            var use = Suppressions.Use()
            let screened = screened(file.findings, file.zone, noting: &use)
            uses.append(use)
            return screened
        }
        for (file, unused) in unusedSuppressions(files, uses) {
            var use = Suppressions.Use()
            findings[file] += screened(unused, files[file].zone, noting: &use)
        }
        findings = zip(findings, files).map { ordered($0, $1) }
        var use = Suppressions.Use()
        let elsewhere = screened(servers.elsewhere, nil, noting: &use)
        var report = LintReport(
            findings: findings.flatMap(\.self) + (needsContent ? FindingContent.adding(to: elsewhere) : elsewhere),
            files: files.map(\.report)
        )
        report.oldRuleNames = Set(files.flatMap { $0.zone?.suppressions.oldRuleNames ?? [] })
        report.unselected = files.flatMap { Finding.mappedToSource($0.unselected) } + servers.unselected
        if let baseline { suppress(in: &report, by: baseline) }
        if !showsStandingNotes { removeStandingNotes(from: &report) }
        return report
    }

    /// Returns the report on a server without zones.
    func report(_ findings: [Finding], unselected: [Finding]) -> LintReport {
        var use = Suppressions.Use()
        var report = LintReport(findings: screened(findings, nil, noting: &use), files: [])
        report.unselected = unselected
        return report
    }

    /// Marks the findings of the baseline as suppressed, and adds those about the baseline itself.
    func suppress(in report: inout LintReport, by known: KnownFindings) {
        let stale = known.baseline.suppress(in: &report.findings, of: report.files, known.paths)
        report.findings += findings(about: stale)
    }

    /// Returns the findings about entries of a baseline that are stale.
    func findings(about stale: [Baseline.StaleEntry]) -> [Finding] {
        guard selection.contains(StaleBaseline.info) else { return [] }
        var sink = FindingSink()
        for (entry, found, span) in stale { sink.report(StaleBaseline.finding(entry, found: found, at: span)) }
        return policy.applied(to: sink.findings)
    }

    // MARK: - Stages

    private var needsContent: Bool { recordsContent || baseline != nil }

    /// Stages 1 to 3.
    private func screened(
        _ findings: [Finding], _ zone: LoadedZone?, noting use: inout Suppressions.Use
    ) -> [Finding] {
        let found = policy.applied(to: Finding.mappedToSource(findings))
        return zone?.suppressions.applied(to: found, noting: &use) ?? found
    }

    /// Returns the findings about comments that suppressed nothing, by the number of their file.
    private func unusedSuppressions(_ files: [JudgedFile], _ uses: [Suppressions.Use]) -> [Int: [Finding]] {
        let hasComments = files.contains { $0.zone.map { !$0.suppressions.comments.isEmpty } ?? false }
        guard hasComments, selection.contains(UnusedSuppression.info) else { return [:] }
        var numbers: [Int] = []
        var zones: [UnusedSuppressions.JudgedZone] = []
        for (number, (file, use)) in zip(files, uses).enumerated() {
            guard let zone = file.zone, let coverage = file.report.coverage else { continue }
            numbers.append(number)
            zones.append(
                UnusedSuppressions.JudgedZone(
                    coverage: coverage, suppressions: zone.suppressions, use: use,
                    subject: zone.context.subject(owner: nil)))
        }
        var unused: [Int: FindingSink] = [:]
        for (zone, finding) in UnusedSuppressions.findings(in: zones) {
            unused[numbers[zone], default: FindingSink()].report(finding)
        }
        return unused.mapValues(\.findings)
    }

    /// Stage 7. A note with a higher severity, by its rule or by the configuration, is a finding like any other.
    private func removeStandingNotes(from report: inout LintReport) {
        let count = report.findings.count
        report.findings.removeAll { finding in
            finding.rule.isStandingNote && finding.severity == .info && finding.suppression == nil
                && !selection.names(finding.rule)
        }
        report.standingNotes = count - report.findings.count
    }

    /// Stages 4 and 5.
    private func ordered(_ findings: [Finding], _ file: JudgedFile) -> [Finding] {
        guard let zone = file.zone?.context.zone else { return findings }
        let sorted = FindingOrder(zone.sources).sorted(findings)
        return needsContent ? FindingContent.adding(to: sorted, in: zone) : sorted
    }
}
