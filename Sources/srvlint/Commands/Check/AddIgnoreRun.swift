import Linting
import Reporting
import ZoneFile

/// `check --add-ignore`: writes comments that suppress the findings, then reports those that are left.
struct AddIgnoreRun {
    private let session: CheckSession
    private let reason: String

    init(_ plan: CheckPlan, reason: String) {
        session = CheckSession(plan)
        self.reason = reason
    }

    func execute() throws -> ExitStatus {
        defer { session.progress.erase() }
        let start = ContinuousClock.now
        let inputs = try session.readInputs()
        let readingEnd = ContinuousClock.now
        let includes = session.plan.inputs.includes
        var run = IgnoreRun(
            session.linter, inputs, reason: reason,
            obstacle: FixWriter(includes: includes).obstacle
        )
        session.progress.erase()
        for (path, reason) in run.refusals { session.complain("no comments were added to \(path): \(reason)") }
        let failed = write(run.changes)
        if !failed.isEmpty { run.revert(failed) }
        let report = run.report
        session.log.files(report)
        session.log.times(inputs, reading: readingEnd - start, checking: .now - readingEnd)
        session.printHiddenFindings(report)
        let isWritten = session.write(report)
        return session.status(report, hasFailed: !run.refusals.isEmpty || !failed.isEmpty || !isWritten)
    }

    /// Writes the changed files.
    ///
    /// - Returns: the identities of the files that could not be written.
    private func write(_ changes: [FileChange]) -> Set<String> {
        var failed: Set<String> = []
        for change in changes {
            do throws(WritingFailure) {
                let path = try session.plan.inputs.includes.realPath(ofChanged: change.source)
                try FileReplacement.replace(path, read: change.source, with: change.text.bytes)
                report(change)
            } catch {
                session.complain("no comments were added to \(change.source.path): \(error.reason)")
                failed.insert(change.identity)
            }
        }
        return failed
    }

    private func report(_ change: FileChange) {
        guard !session.plan.outputs.isQuiet else { return }
        let findings = change.findings == 1 ? "1 finding" : "\(change.findings) findings"
        let comments = change.comments == 1 ? "1 comment" : "\(change.comments) comments"
        Terminal.error.write(Notice.visible("\(change.source.path): \(findings) suppressed by \(comments)") + "\n")
    }
}
