import Diagnostics
import Federation
import ServerRules
import TLSIdentity
import Threads
import ZoneFile

/// Checks zones and servers: loads the zones, runs the rules, and makes a report of the findings.
public struct Linter: Sendable {
    public var selection: RuleSelection
    /// Reads the zones.
    public var loader: ZoneLoader
    /// The severities and ignored rules of the configuration.
    public var policy = FindingPolicy()
    /// Known findings, which are suppressed.
    public var baseline: KnownFindings?
    /// Whether `Finding.content` is recorded, as writing a baseline requires.
    public var recordsContent = false
    /// Whether the report has standing notes (``RuleInfo/isStandingNote``) of rules that the selection does not name.
    public var showsStandingNotes = true
    /// Server names to check, in addition to those for which the zones have SRV records.
    public var servers: [ServerInput] = []
    /// The time at which certificates are checked; `nil` leaves their dates unchecked.
    public var time: Timestamp?
    /// Reports the progress of the run.
    public var onStep: (@Sendable (Step) -> Void)?
    /// Whether to stop early. Called between rules; the report then has the findings so far.
    public var shouldStop: @Sendable () -> Bool = { false }

    /// The current activity, with the number of inputs that are done.
    public enum Step: Sendable {
        case reading(Int)
        case judging(Int)
    }

    public init(selection: RuleSelection = RuleSelection(), loader: ZoneLoader = ZoneLoader()) {
        self.selection = selection
        self.loader = loader
    }

    /// Checks every input, in order.
    public func lint(_ inputs: [ZoneInput]) -> LintReport {
        run(inputs).report
    }

    /// Checks every input, in order.
    ///
    /// - Returns: the report, and the zones that were checked with all zones in which names were looked up.
    public func lintKeepingZones(_ inputs: [ZoneInput]) -> (report: LintReport, zones: [Zone], set: ZoneSet) {
        let run = run(inputs)
        return (run.report, run.zones.zones.map(\.context.zone), run.zones.set)
    }

    /// Checks one server name with the documents and evidence given for it.
    public func report(on server: ServerInput) -> ServerReport {
        let context = ServerContext(server, LoadedZones.none.evidence, zones: LoadedZones.none.set, time: time)
        let (findings, unselected) = ServerJudge(selection, shouldStop: shouldStop).judge(context)
        return addingRemedies(to: ServerReport(context, pipeline.report(findings, unselected: unselected)))
    }

    /// Checks one server name with the documents, evidence and zones given for it. The zones are checked too.
    public func report(on server: ServerInput, _ inputs: [ZoneInput]) -> ServerReport {
        guard !inputs.isEmpty else { return report(on: server) }
        var linter = self
        linter.servers = [server]
        let run = linter.run(inputs)
        guard let context = run.servers.given.first else { return report(on: server) }
        var report = addingRemedies(to: ServerReport(context, run.report))
        guard !shouldStop() else { return report }
        report.correction = CorrectionTrial(report: report, inputs: inputs).run { revised in
            let run = linter.run(revised)
            return ServerReport(run.servers.given.first ?? context, run.report)
        }
        return report
    }

    /// Adds what helps, if anything is wrong.
    private func addingRemedies(to report: ServerReport) -> ServerReport {
        var report = report
        // What is recommended must be right by all rules, whichever the user selected.
        let judge = ServerJudge(RuleSelection(), shouldStop: shouldStop)
        let search = RemedySearch(
            context: report.context,
            judge: { changed, ignored in
                let (findings, unselected) = judge.judge(changed)
                let considered = findings.filter { !ignored.contains($0.rule.code) }
                return ServerReport(changed, pipeline.report(considered, unselected: unselected))
            },
            shouldStop: shouldStop)
        let result = search.run(report.findings)
        report.remedies = result.remedies
        report.beforePublishing = result.beforePublishing
        report.adoptFirstRemedy()
        return report
    }

    /// The report of a run, with the zones and servers that were checked.
    struct Run {
        let report: LintReport
        let zones: LoadedZones
        let servers: ServersOfRun
    }

    func run(_ inputs: [ZoneInput]) -> Run {
        let onStep = onStep
        let shares = ThreadShares(inputs, threads: loader.threads)
        let zones = loader.load(inputs) { onStep?(.reading($0)) }
        onStep?(.judging(0))
        let (servers, found) = Parallel.both(threads: shares.areSeveral ? 2 : 1) { [self] in
            ServersOfRun(
                ServerJudge(selection, shouldStop: shouldStop), self.servers, zones, time: time)
        } _: { [self] in
            let judge = ZoneJudge(selection: selection, shouldStop: shouldStop)
            return shares.map { number, threads in
                onStep?(.judging(number))
                return zones.files[number].zone.map { judge.findings(in: $0, threads: threads) }
            }
        }
        let judge = ZoneJudge(selection: selection, shouldStop: shouldStop)
        let files = zip(zones.files, found).map { file, found in
            judge.judge(
                file, found, serverFindings: file.zone.map { servers.findings(in: $0.context.zone) } ?? [])
        }
        return Run(report: pipeline.report(files, servers), zones: zones, servers: servers)
    }

    /// Marks the findings of a baseline as suppressed in a report that was made without it.
    public func suppress(in report: LintReport, by known: KnownFindings) -> LintReport {
        var report = report
        pipeline.suppress(in: &report, by: known)
        return report
    }

    var pipeline: FindingPipeline {
        FindingPipeline(
            selection: selection, policy: policy, baseline: baseline, recordsContent: recordsContent,
            showsStandingNotes: showsStandingNotes)
    }
}
