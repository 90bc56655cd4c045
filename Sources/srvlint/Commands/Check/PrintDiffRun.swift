import Linting
import Reporting
import ZoneFile

/// `check --diff`: prints the fixes as a patch, and writes only the reports that go to files.
struct PrintDiffRun {
    private let session: CheckSession

    init(_ plan: CheckPlan) { session = CheckSession(plan) }

    func execute() throws -> ExitStatus {
        defer { session.progress.erase() }
        let inputs = try session.readInputs()
        let streamed = session.standardInput(inputs)
        let writer = FixWriter(includes: session.plan.inputs.includes)
        let run = Fixer(
            session.linter, allowsUnsafe: session.plan.outputs.allowsUnsafeFixes,
            onStep: session.counts.note,
            obstacle: { source in source === streamed ? nil : writer.patchObstacle(source) }
        ).fix(inputs)
        session.progress.erase()
        for (source, reason) in run.obstacles { session.note("\(source.path) is not in the patch: \(reason)") }
        session.log.files(run.original)
        session.printHiddenFindings(run.original)
        SkippedFixes(run, isWriting: false).report(to: session)
        let isWritten = session.write(run.original, to: nil)
        do throws(OutputError) {
            for patch in patches(run, streamed) { try Terminal.output.writeOrThrow(patch) }
        } catch {
            // A closed pipe is not an error.
            if case .failed = error { return error.report() }
        }
        printSummary(run)
        let exitsZero = session.plan.rules.exitsZero
        guard run.changes.allSatisfy(\.isEmpty) || exitsZero else { return .findings }
        let status = exitsZero ? .success : ExitStatus(run.original, failOn: .never)
        return status == .success && !isWritten ? .notChecked : status
    }

    /// The patch of each changed file, made as it is printed.
    private func patches(_ run: FixRun, _ streamed: SourceFile?) -> some Sequence<[UInt8]> {
        let changes = run.changes.joined().sorted { $0.source.path < $1.source.path }
        let paths = changes.map { PatchPath($0.source.path, isFile: $0.source !== streamed) }
        // git rejects the whole patch if it contains a path outside the working directory.
        let hasOthers = paths.contains { !$0.isBelowWorkingDirectory }
        let leavesOut = hasOthers && paths.contains { $0.isBelowWorkingDirectory }
        if leavesOut {
            for (change, path) in zip(changes, paths) where !path.isBelowWorkingDirectory {
                session.note("\(change.source.path) is not in the patch: it is not below the working directory")
            }
        } else if hasOthers, !session.plan.outputs.isQuiet {
            session.note("paths in the patch are relative to `/`: apply it with `patch -p1 -d /`")
        }
        return zip(changes, paths).lazy
            .filter { $1.isBelowWorkingDirectory || !leavesOut }
            .map { change, path in UnifiedDiff.render(change.text, path: path.text) }
    }

    private func printSummary(_ run: FixRun) {
        guard !session.plan.outputs.isQuiet else { return }
        let summary = run.report.summary
        let count = run.changes.joined().count
        if count > 0 {
            let left = summary.error + summary.warning + summary.info
            let files = count == 1 ? "1 file" : "\(count) files"
            session.note("\(summary.fixed) would be fixed in \(files), \(left) would be left")
        } else if !session.plan.outputs.allowsUnsafeFixes, summary.unsafelyFixable > 0 {
            // Otherwise an empty patch would look like a file without findings.
            session.note("no safe fixes; \(summary.unsafelyFixable) available with --unsafe-fixes")
        }
    }
}
