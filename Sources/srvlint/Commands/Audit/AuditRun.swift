import Diagnostics
import Federation
import Linting
import Network
import Reporting

/// Carries out an ``AuditPlan``: collects and judges several servers at once, and reports them one by one.
struct AuditRun {
    private let plan: AuditPlan
    /// `nil` if nothing is collected and the given facts have no chain that a server presented.
    private let trust: ChainTrust?
    /// `nil` if nothing is collected.
    private let collector: CollectorSetup?
    private let targets: [OutputTarget]
    /// The evidence for `--save`.
    private let destination: EvidenceDestination?

    init(_ plan: AuditPlan) throws {
        self.plan = plan
        trust = try ChainTrust.needed(for: plan.facts, isLive: plan.isLive, plan.collecting.trust)
        let judging = min(plan.names.count, plan.collecting.concurrency)
        if plan.isLive, let trust {
            collector = try CollectorSetup(plan.collecting, plan.settings, trust, judging: judging)
        } else {
            try SystemResources.prepareTasks(judging: judging)
            collector = nil
        }
        destination = try plan.savePath.map { path throws(UsageError) in
            try EvidenceDestination(path, otherThan: plan.inputs)
        }
        var taken = plan.inputs
        for path in [plan.savePath, plan.earlier?.path].compactMap(\.self) {
            if let status = FileStatus(path) { taken.insert(status.inode) }
        }
        targets = try OutputTarget.open(plan.requests, keeping: taken, and: plan.documents)
    }

    func execute() throws -> ExitStatus {
        if !plan.output.quiet {
            OldRuleName.report(plan.rules.oldNames)
            plan.earlier?.report()
        }
        // Lines of JSON need no order, and their readers want each server as soon as it is finished. Given evidence is
        // judged quickly, so its order is kept.
        let isUnordered = collector != nil && targets.allSatisfy { $0.request.format == .jsonl }
        var output = AuditOutput(targets, reportSettings, color: plan.output.color.choice)
        let queue = CollectionQueue(
            plan.names, collector, judge(output.renderer), concurrency: plan.collecting.concurrency,
            timeout: .seconds(plan.collecting.timeout), order: isUnordered ? .finished : .given)
        var destination = destination
        let progress = ProgressLine(isWanted: !plan.output.noProgress && !plan.output.quiet && collector != nil)
        var status = ExitStatus.success
        var state: PluginState?
        let newBaseline = plan.baselines.newBaseline
        var known = newBaseline.map { ServerBaseline(updating: $0.baseline, plan.rules.selection) }
        while !output.isLost || destination != nil || known != nil {
            progress.show(queue.progress)
            guard let item = queue.next() else { break }
            progress.erase()
            if let evidence = evidenceToSave(item) { save(evidence, of: item.name, in: &destination, &status) }
            known?.add(item.judgement.audit)
            status = status.joined(with: ExitStatus(item.judgement.audit, failOn: plan.rules.failOn))
            let own = PluginState(item.judgement.audit, failure: plan.rules.failOn.severity)
            state = state?.joined(with: own) ?? own
            output.write(item.judgement)
            HiddenFindings(item.judgement.audit.report.unselected).report()
        }
        progress.erase()
        if queue.isInterrupted {
            status = status.joined(with: .notChecked)
            let words = "interrupted: \(queue.left) of \(queue.count) servers were not audited"
            Terminal.error.write(Notice(words).rendered(Terminal.messages, width: nil))
        }
        output.finish(left: queue.left)
        // Servers that were not audited would be missing in the file that the next run is compared with.
        if queue.isInterrupted, queue.left > 0, plan.earlier?.isReplaced == true, let path = plan.savePath {
            Terminal.error.write(Notice("`\(path)` is not replaced").rendered(Terminal.messages, width: nil))
            destination = nil
        }
        do throws(OutputError) {
            try destination?.finish()
        } catch {
            status = status.joined(with: error.report())
        }
        var hasFailed = output.hasFailed
        if let newBaseline, let known {
            do throws(OutputError) {
                try newBaseline.write(known)
            } catch {
                _ = error.report()
                hasFailed = true
            }
        }
        if hasFailed { status = status.joined(with: .notChecked) }
        log()
        if plan.rules.exitsZero { return .success }
        guard plan.requests.isPlugin else { return status }
        // What keeps the run from being complete is not in the state of a server.
        let isIncomplete = queue.isInterrupted || hasFailed
        return ExitStatus(isIncomplete ? (state ?? .unknown).joined(with: .unknown) : state ?? .unknown)
    }

    private var reportSettings: ReportSettings {
        var settings = ReportSettings()
        settings.showsSummary = !plan.output.quiet
        settings.isFull = plan.isFull
        settings.failure = plan.rules.failOn.severity
        return settings
    }

    private func judge(_ render: @escaping AuditOutput.Renderer) -> CollectionQueue.Judge {
        let linter = KnownFacts.linter(plan.rules)
        let (facts, trust, selection, earlier) = (plan.facts, trust, plan.rules.selection, plan.earlier)
        let timeout = plan.collecting.timeout
        let known = plan.baselines.baseline.map { KnownServerFindings($0.baseline) }
        let beginning = plan.baselines.newBaseline?.beginning
        /// Marks the findings that a baseline has.
        let suppress: @Sendable (ServerAudit, Linter) -> ServerAudit = { audit, linter in
            var audit = known.map { linter.suppress(in: audit, by: $0) } ?? audit
            if let beginning { audit.suppressAll(by: beginning) }
            return audit
        }
        return CollectionQueue.Judge(
            judge: { name, collection, watch in
                var linter = linter
                linter.shouldStop = { watch.shouldStop }
                let report = facts.report(name, collected: collection?.evidence, by: linter, trust: trust)
                var audit = suppress(
                    ServerAudit(report, unasked: collection?.unasked ?? [], selection: selection), linter)
                if let earlier {
                    audit.changes = AuditChanges(.none)
                    if let evidence = earlier.evidence(for: name) {
                        let report = facts.report(name, collected: evidence, by: linter, trust: trust)
                        let changes = AuditComparison.changes(
                            from: suppress(ServerAudit(report, selection: selection), linter), to: audit)
                        // Entries of the baseline that are gone are no change of the server.
                        audit.changes = AuditChanges(
                            changes.earlier, changes.changes.filter { $0.finding?.rule.scope != .baseline })
                    }
                }
                watch.enter(.printing)
                return CollectionQueue.Judgement(audit: audit, texts: render(audit))
            },
            giveUp: { name, collection, phase in
                let audit = ServerAudit(
                    name, timedOutWhile: phase.words, seconds: timeout, unasked: collection?.unasked ?? [],
                    selection: selection)
                return CollectionQueue.Judgement(audit: audit, texts: render(audit))
            })
    }

    /// The evidence about a server for `--save`. Without any, its earlier evidence stays in a file that is replaced.
    private func evidenceToSave(_ item: CollectionQueue.Item) -> Evidence? {
        if let collection = item.collection { return collection.evidence }
        return plan.earlier.flatMap { $0.isReplaced ? $0.evidence(for: item.name) : nil }
    }

    /// Saves evidence. An error is reported and the run continues, since the report can still be written.
    private func save(
        _ evidence: Evidence, of name: String, in destination: inout EvidenceDestination?, _ status: inout ExitStatus
    ) {
        do throws(OutputError) {
            try destination?.save(evidence, of: name, isOneOfSeveral: plan.names.count > 1)
        } catch {
            // The other servers have files of their own.
            if case .document? = destination { destination = nil }
            status = status.joined(with: error.report())
        }
    }

    /// The log of `-v`.
    private func log() {
        guard plan.output.verbose, let collector else { return }
        let traffic = Blocking.run { await collector.traffic() }
        RunLog(isVerbose: true).traffic(queries: traffic.queries, ignored: traffic.ignored)
    }
}
