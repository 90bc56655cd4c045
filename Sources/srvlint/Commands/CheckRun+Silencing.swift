import Linting
import Reporting
import ZoneFile

extension CheckRun {
    /// `--add-ignore`: writes comments into the zone files, then reports what is left.
    func addIgnores(to inputs: [ZoneInput], reason: String) -> (report: LintReport, hasFailed: Bool) {
        var run = IgnoreRun(
            linter, inputs, reason: reason, obstacle: FixWriter(includes: includes).obstacle
        )
        progress.erase()
        var hasFailed = !run.refusals.isEmpty
        for (path, reason) in run.refusals { complain("no comments are written to \(path): \(reason)") }
        var failed: Set<String> = []
        for change in run.changes {
            do throws(WritingFailure) {
                let place = try includes.place(ofChanged: change.source)
                try FileReplacement.replace(place, read: change.source, with: change.text.bytes)
                say(change)
            } catch {
                complain("no comments are written to \(change.source.path): \(error.reason)")
                failed.insert(change.identity)
                hasFailed = true
            }
        }
        if !failed.isEmpty { run.revert(failed) }
        return (run.report, hasFailed)
    }

    private func say(_ change: IgnoreRun.Change) {
        guard !command.output.quiet else { return }
        let findings = change.findings == 1 ? "1 finding" : "\(change.findings) findings"
        let comments = change.comments == 1 ? "1 comment" : "\(change.comments) comments"
        Terminal.error.write(Notice.visible("\(change.source.path): \(findings) silenced by \(comments)") + "\n")
    }

    private func complain(_ message: String) {
        Terminal.error.write(Notice(message).rendered(Terminal.messages, width: nil))
    }
}
