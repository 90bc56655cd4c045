import Linting
import Reporting

/// What a run of `check` writes, and where.
struct CheckOutputs {
    let targets: [OutputTarget]
    let color: ColorChoice
    let isQuiet: Bool
    let isVerbose: Bool
    let showsProgress: Bool
    /// `--unsafe-fixes`.
    let allowsUnsafeFixes: Bool
    let root: RepositoryRoot

    /// - Parameter isTyped: whether a zone is typed at the terminal, which progress must not overwrite.
    init(_ command: CheckCommand, targets: [OutputTarget], isTyped: Bool, root: RepositoryRoot) {
        self.targets = targets
        self.root = root
        color = command.output.color.choice
        isQuiet = command.output.quiet
        isVerbose = command.output.verbose
        showsProgress = !command.output.quiet && !command.output.noProgress && !isTyped
        allowsUnsafeFixes = command.fixes.unsafeFixes
    }

    /// Writes the report to every target and reports errors, unless a pipe was closed.
    ///
    /// - Parameters:
    ///   - failOn: the level that formats with tests and failures use.
    ///   - stream: the stream to use for standard output; with `nil`, nothing is written there.
    /// - Returns: whether everything could be written.
    func write(_ report: LintReport, failOn: FailureLevel, to stream: Terminal?) -> Bool {
        let settings = settings(for: report, failOn)
        var isWritten = true
        func attempt(_ write: () throws(OutputError) -> Void) {
            do throws(OutputError) {
                try write()
            } catch {
                if error.report() != .success { isWritten = false }
            }
        }
        let included = report.files.flatMap(\.includes)
        for target in targets {
            attempt { () throws(OutputError) in
                try target.check(keeping: included)
                try target.write(report, settings, color: color, to: stream)
            }
        }
        if targets.contains(where: { $0.request.format == .github }), let file = JobSummary.file {
            attempt { () throws(OutputError) in try JobSummary.append(report, settings, to: file) }
        }
        return isWritten
    }

    private func settings(for report: LintReport, _ failOn: FailureLevel) -> ReportSettings {
        var settings = ReportSettings()
        settings.showsSummary = !isQuiet
        settings.offersUnsafeFixes = allowsUnsafeFixes
        if targets.contains(where: { $0.request.format.namesFilesFromRepository }) {
            settings.paths = root.paths(of: report)
        }
        settings.failure = failOn.severity
        return settings
    }
}
