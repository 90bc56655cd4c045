import Linting
import Reporting
import ZoneFile

extension CheckRun {
    /// `--fix`: writes the fixes, then reports what is left.
    func fix(_ inputs: [ZoneInput]) -> ExitStatus {
        let writer = FixWriter(includes: includes)
        // What was read from standard input goes to standard output.
        let streamed = standardInput(inputs)
        var run = Fixer(
            linter, allowsUnsafe: command.fixes.unsafeFixes, onStep: counts.note,
            obstacle: { source in source === streamed ? nil : writer.obstacle(source) }
        ).fix(inputs)
        progress.erase()
        let failures = writer.write(run.changes.map { $0.filter { $0.source !== streamed } })
        if !failures.isEmpty { run.revert(Set(failures.map(\.identity))) }
        for (source, reason) in run.obstacles { complain(source.path, reason) }
        for failure in failures { complain(failure.path, failure.reason) }
        sayWhatIsLeftOut(run)
        sayWhatNeedsASerial(run)
        let report = run.report
        log.files(report)
        sayWhatIsHidden(report)
        if let streamed {
            let change = run.changes.joined().first { $0.source === streamed }
            let failure = print([change?.text.bytes ?? RevisedText(streamed).bytes])
            if case .failed? = failure { return failure?.report() ?? .notChecked }
        }
        let isWritten = write(report, to: streamed == nil ? .output : .error)
        return status(report, hasFailed: !failures.isEmpty || !run.obstacles.isEmpty || !isWritten)
    }

    /// `--diff`: prints the fixes, and writes nothing but the reports that go to files.
    func printDiff(_ inputs: [ZoneInput]) -> ExitStatus {
        let streamed = standardInput(inputs)
        let writer = FixWriter(includes: includes)
        let run = Fixer(
            linter, allowsUnsafe: command.fixes.unsafeFixes, onStep: counts.note,
            obstacle: { source in source === streamed ? nil : writer.patchObstacle(source) }
        ).fix(inputs)
        progress.erase()
        for (source, reason) in run.obstacles { note("\(source.path) is not in the patch: \(reason)") }
        log.files(run.original)
        sayWhatIsHidden(run.original)
        sayWhatIsLeftOut(run)
        let isWritten = write(run.original, to: nil)
        let changes = run.changes.joined().sorted { $0.source.path < $1.source.path }
        let places = changes.map { PatchPath($0.source.path, isFile: $0.source !== streamed) }
        // One path that git does not take, and it applies none of the patch.
        let hasElsewhere = places.contains { !$0.isBelowWorkingFolder }
        let leavesOut = hasElsewhere && places.contains { $0.isBelowWorkingFolder }
        if leavesOut {
            for (change, place) in zip(changes, places) where !place.isBelowWorkingFolder {
                note("\(change.source.path) is not in the patch: it is not below the working directory")
            }
        } else if hasElsewhere, !command.output.quiet {
            note("the paths in the patch count from the root: `patch -p1 -d /` applies it")
        }
        let patches = zip(changes, places).lazy
            .filter { $1.isBelowWorkingFolder || !leavesOut }
            .map { change, place in UnifiedDiff.render(change.text, path: place.text) }
        if let failure = print(patches), case .failed = failure { return failure.report() }
        let summary = run.report.summary
        if !changes.isEmpty, !command.output.quiet {
            let left = summary.error + summary.warning + summary.info
            let files = changes.count == 1 ? "1 file" : "\(changes.count) files"
            note("\(summary.fixed) would be fixed in \(files), \(left) would be left")
        }
        // An empty patch looks like a file without findings.
        if changes.isEmpty, !command.output.quiet, !command.fixes.unsafeFixes, summary.unsafelyFixable > 0 {
            note("nothing is fixed safely; \(summary.unsafelyFixable) would be with --unsafe-fixes")
        }
        guard changes.isEmpty || command.rules.exitZero else { return .findings }
        let status = command.rules.exitZero ? .success : ExitStatus(run.original, failOn: .never)
        return status == .success && !isWritten ? .notChecked : status
    }

    private func standardInput(_ inputs: [ZoneInput]) -> SourceFile? {
        for (file, input) in zip(files.all, inputs) {
            if case .standardInput = file.content, case .source(let source) = input.content { return source }
        }
        return nil
    }

    private func print(_ texts: some Sequence<[UInt8]>) -> OutputError? {
        do throws(OutputError) {
            for text in texts { try Terminal.output.writeOrThrow(text) }
            return nil
        } catch {
            return error
        }
    }

    private func sayWhatIsLeftOut(_ run: FixRun) {
        let refused = run.leftOut.filter { !$0.isUntried }
        for left in refused.prefix(Self.mostNotes) {
            let span = left.finding.primary?.span
            let place = span.map { "\($0.source.path):\($0.start.line): " } ?? ""
            note("\(place)\(left.finding.rule.code) is not fixed: \(left.reason)")
        }
        if refused.count > Self.mostNotes {
            note("\(NumberText.grouped(refused.count - Self.mostNotes)) more fixes are left out for similar reasons")
        }
        let untried = run.leftOut.filter(\.isUntried)
        if let first = untried.first {
            let fixes = untried.count == 1 ? "1 fix is" : "\(NumberText.grouped(untried.count)) fixes are"
            note(
                "\(fixes) left out, \(first.reason)",
                help: [
                    command.fixes.use == .written
                        ? "run again to go on, or fix fewer rules at once with `--select`"
                        : "fix fewer rules at once with `--select`"
                ])
        }
    }

    /// Thousands of fixes may be left out for one reason.
    private static let mostNotes = 100

    private func sayWhatNeedsASerial(_ run: FixRun) {
        for zone in run.unraisedSerials {
            note(
                "\(zone.path) has other records now: raise its serial, \(zone.serial), or its secondaries keep the old"
            )
        }
    }

    private func note(_ text: String, help: [String] = []) {
        var notice = Notice(text, help: help)
        notice.weight = .note
        Terminal.error.write(notice.rendered(Terminal.messages, width: nil))
    }

    private func complain(_ path: String, _ reason: String) {
        Terminal.error.write(
            Notice("\(path) could not be fixed: \(reason)").rendered(Terminal.messages, width: nil)
        )
    }
}
