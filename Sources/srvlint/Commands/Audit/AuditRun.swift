import Federation
import Linting
import Network
import Reporting
import ZoneFile

/// One run of `audit`: several servers are collected and judged at once, and written one by one.
struct AuditRun {
    private let command: AuditCommand
    private let names: [String]
    private let known: KnownFacts
    private let selection: RuleSelection
    private let policy: FindingPolicy
    private let failOn: FailureLevel
    private let trust: ChainTrust
    /// `nil` where nothing is to be asked.
    private let collector: CollectorSetup?
    private let targets: [OutputTarget]
    /// What `--save` is to keep.
    private let spool: EvidenceSpool?

    init(_ command: AuditCommand) throws {
        self.command = command
        names = try command.servers + (command.from.map(TargetList.read) ?? [])
        guard !names.isEmpty else { throw UsageError("there is no server name in `\(command.from ?? "")`") }
        known = try KnownFacts(
            command.known, comparing: command.collecting.compareZone, isForSeveral: names.count > 1)
        if names.count > 1, command.known.wellKnown != nil || command.known.certificate != nil {
            throw UsageError(
                "`--well-known` and `--certificate` belong to one server, and there are \(names.count)",
                help: ["audit the servers one by one"])
        }
        let configuration = try command.configuration.load(near: ".")
        selection = try command.rules.selection(over: configuration)
        policy = configuration?.policy ?? FindingPolicy()
        failOn = command.rules.failOn ?? .error
        trust = try ChainTrust(caFile: command.collecting.caFile)
        let judging = min(names.count, command.collecting.concurrency)
        if command.known.areEmpty {
            collector = try CollectorSetup(command.collecting, configuration, trust, judging: judging)
        } else {
            try SystemResources.prepareTasks(judging: judging)
            collector = nil
        }
        if collector == nil, command.save != nil {
            throw UsageError(
                "`--save` keeps what is collected, and nothing is where the facts are given",
                help: ["leave out `--save`, or what is given instead of the network"])
        }
        spool = try command.save.map { path throws(UsageError) in
            try EvidenceSpool(path, besides: command.inputs)
        }
        var taken = command.inputs
        if let path = command.save, let status = FileStatus(path) { taken.insert(status.inode) }
        targets = try OutputTarget.open(
            command.output.targets(), besides: taken, read: [configuration?.path].compactMap(\.self))
    }

    func run() throws -> ExitStatus {
        // Lines of JSON need no order, and whoever reads them wants each server as soon as it is known.
        // Given evidence is judged quickly, and keeps its order.
        let isUnordered = collector != nil && targets.allSatisfy { $0.request.format == .jsonl }
        var settings = ReportSettings()
        settings.showsSummary = !command.output.quiet
        settings.failure = failOn.severity
        var output = AuditOutput(targets, settings, color: command.output.color.choice)
        let queue = CollectionQueue(
            names, collector, judge(output.renderer), concurrency: command.collecting.concurrency,
            timeout: .seconds(command.collecting.timeout), order: isUnordered ? .finished : .given)
        var spool = spool
        let progress = ProgressLine(isWanted: !command.output.noProgress && !command.output.quiet && collector != nil)
        var status = ExitStatus.success
        while !output.isLost || spool != nil {
            progress.show(queue.progress)
            guard let item = queue.next() else { break }
            progress.erase()
            if let collection = item.collection { keep(collection.evidence, of: item.name, in: &spool, &status) }
            status = status.joined(with: ExitStatus(item.judgement.audit, failOn: failOn))
            output.write(item.judgement)
        }
        progress.erase()
        if queue.isInterrupted {
            status = status.joined(with: .notChecked)
            let words = "interrupted: \(queue.left) of \(queue.count) servers were not audited"
            Terminal.error.write(Notice(words).rendered(Terminal.messages, width: nil))
        }
        output.finish(left: queue.left)
        do throws(OutputError) {
            try spool?.finish()
        } catch {
            status = status.joined(with: error.report())
        }
        if output.hasFailed { status = status.joined(with: .notChecked) }
        log()
        return command.rules.exitZero ? .success : status
    }

    private func judge(_ render: @escaping AuditOutput.Renderer) -> CollectionQueue.Judge {
        var linter = Linter(selection: selection, loader: ZoneLoader(includes: KnownFacts.includes))
        linter.policy = policy
        let (known, trust, selection, timeout) = (known, trust, selection, command.collecting.timeout)
        return CollectionQueue.Judge(
            judge: { [linter] name, collection, watch in
                var linter = linter
                linter.shouldStop = { watch.shouldStop }
                let report = known.report(name, collected: collection?.evidence, by: linter, trust: trust)
                let audit = ServerAudit(report, unasked: collection?.unasked ?? [], selection: selection)
                watch.enter(.printing)
                return CollectionQueue.Judgement(audit: audit, texts: render(audit))
            },
            giveUp: { name, collection, phase in
                let audit = ServerAudit(
                    name, givenUpWhile: phase.words, seconds: timeout, unasked: collection?.unasked ?? [],
                    selection: selection)
                return CollectionQueue.Judgement(audit: audit, texts: render(audit))
            })
    }

    /// What cannot be kept is told, and the run goes on: there is still a report to write.
    private func keep(_ evidence: Evidence, of name: String, in spool: inout EvidenceSpool?, _ status: inout ExitStatus)
    {
        do throws(OutputError) {
            try spool?.append(names.count > 1 ? evidence.marked(as: name) : evidence)
        } catch {
            spool = nil
            status = status.joined(with: error.report())
        }
    }

    /// What `-v` tells.
    private func log() {
        guard command.output.verbose, let collector else { return }
        let traffic = Blocking.run { await collector.traffic() }
        RunLog(isVerbose: true).traffic(queries: traffic.queries, ignored: traffic.ignored)
    }
}

extension ExitStatus {
    init(_ audit: ServerAudit, failOn: FailureLevel) {
        self.init(LintReport(findings: audit.report.findings, files: audit.report.files), failOn: failOn)
        // A server that is shown as failed is not a success, whatever rules were selected.
        if self == .success, failOn.severity != nil, audit.verdict == .failed { self = .findings }
        if self == .success, audit.verdict == .unknown || !audit.unasked.isEmpty { self = .notChecked }
    }

    /// Of several servers the worst: findings before what was not checked.
    func joined(with other: ExitStatus) -> ExitStatus {
        if self == .findings || other == .findings { return .findings }
        return self == .notChecked || other == .notChecked ? .notChecked : .success
    }
}
