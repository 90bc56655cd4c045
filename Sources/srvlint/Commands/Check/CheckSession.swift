import Linting
import Reporting
import ZoneFile

/// What the runs of `check` have in common: the linter, reading the zones, messages, reports and the exit code.
struct CheckSession {
    let plan: CheckPlan
    let linter: Linter
    let progress: ProgressLine
    let counts: CheckProgress
    let log: RunLog

    init(_ plan: CheckPlan) {
        self.plan = plan
        let counts = CheckProgress(plan.inputs.files.all)
        self.counts = counts
        progress = ProgressLine(isWanted: plan.outputs.showsProgress)
        var linter = plan.linter()
        if progress.isWanted { linter.onStep = { counts.note($0) } }
        self.linter = linter
        log = RunLog(isVerbose: plan.outputs.isVerbose)
    }

    /// Reads all zones. From then on progress is shown; the caller erases it before writing anything.
    func readInputs() throws -> [ZoneInput] {
        log.configuration(plan.inputs.configuration)
        log.skipped(plan.inputs.files.skipped)
        if !plan.outputs.isQuiet { OldRuleName.report(plan.rules.oldNames) }
        warnAboutSkippedLinks()
        progress.show { [counts] in counts.words }
        var inputs: [ZoneInput] = []
        for (number, file) in plan.inputs.files.all.enumerated() {
            counts.note(.reading(number))
            inputs.append(try plan.inputs.read(file))
        }
        return inputs
    }

    /// The text of standard input among the inputs.
    func standardInput(_ inputs: [ZoneInput]) -> SourceFile? {
        for (file, input) in zip(plan.inputs.files.all, inputs) {
            if case .standardInput = file.content, case .source(let source) = input.content { return source }
        }
        return nil
    }

    /// Writes the report.
    ///
    /// - Parameter stream: the stream to use for standard output; with `nil`, nothing is written there.
    /// - Returns: whether everything could be written.
    func write(_ report: LintReport, to stream: Terminal? = .output) -> Bool {
        plan.outputs.write(report, failOn: plan.rules.failOn, to: stream)
    }

    /// The exit code of a run.
    ///
    /// - Parameter hasFailed: whether something could not be written. Findings are more important and keep their code.
    func status(_ report: LintReport, hasFailed: Bool) -> ExitStatus {
        if plan.outputs.targets.map(\.request).isPlugin, !plan.rules.exitsZero {
            let state = PluginState(report, failure: plan.rules.failOn.severity)
            return ExitStatus(hasFailed ? state.joined(with: .unknown) : state)
        }
        let status = plan.rules.exitsZero ? .success : ExitStatus(report, failOn: plan.rules.failOn)
        return hasFailed && status == .success ? .notChecked : status
    }

    // MARK: - Messages

    /// A tree may contain thousands of links, for example of packages.
    private static let maximumLinks = 20

    func warnAboutSkippedLinks() {
        guard !plan.outputs.isQuiet else { return }
        let links = plan.inputs.files.skippedLinks
        for (number, link) in links.enumerated() {
            let left = links.count - number
            guard number == Self.maximumLinks, left > 1 else {
                note("skipped \(link.path): \(link.reason)", help: ["give its path to check it"])
                continue
            }
            note("skipped \(left) more symbolic links")
            break
        }
    }

    /// Prints what the report does not show: failed checks, since they decide about the exit code, and old names of rules.
    func printHiddenFindings(_ report: LintReport) {
        HiddenFindings(report.hiddenNotChecked).report()
        if !plan.outputs.isQuiet { OldRuleName.report(report.oldRuleNames.sorted().compactMap { OldRuleName($0) }) }
    }

    /// Prints an error on standard error.
    func complain(_ message: String) {
        RunMessages.complain(message)
    }

    /// Prints a note on standard error.
    func note(_ message: String, help: [String] = []) {
        RunMessages.note(message, help: help)
    }
}
