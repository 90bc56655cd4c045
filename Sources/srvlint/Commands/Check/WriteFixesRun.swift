import Linting
import Reporting
import ZoneFile

/// `check --fix`: writes the fixes, then reports the findings that are left.
struct WriteFixesRun {
    private let session: CheckSession

    init(_ plan: CheckPlan) { session = CheckSession(plan) }

    func execute() throws -> ExitStatus {
        defer { session.progress.erase() }
        let inputs = try session.readInputs()
        let writer = FixWriter(includes: session.plan.inputs.includes)
        // A zone from standard input is written to standard output.
        let streamed = session.standardInput(inputs)
        var run = Fixer(
            session.linter, allowsUnsafe: session.plan.outputs.allowsUnsafeFixes,
            onStep: session.counts.note,
            obstacle: { source in source === streamed ? nil : writer.obstacle(source) }
        ).fix(inputs)
        session.progress.erase()
        let failures = writer.write(run.changes.map { $0.filter { $0.source !== streamed } })
        if !failures.isEmpty { run.revert(Set(failures.map(\.identity))) }
        for (source, reason) in run.obstacles { complain(source.path, reason) }
        for failure in failures { complain(failure.path, failure.reason) }
        SkippedFixes(run, isWriting: true).report(to: session)
        noteSerials(run)
        let report = run.report
        session.log.files(report)
        session.printHiddenFindings(report)
        if let streamed {
            let change = run.changes.joined().first { $0.source === streamed }
            do throws(OutputError) {
                try Terminal.output.writeOrThrow(change?.text.bytes ?? RevisedText(streamed).bytes)
            } catch {
                // A closed pipe is not an error.
                if case .failed = error { return error.report() }
            }
        }
        let isWritten = session.write(report, to: streamed == nil ? .output : .error)
        return session.status(report, hasFailed: !failures.isEmpty || !run.obstacles.isEmpty || !isWritten)
    }

    private func noteSerials(_ run: FixRun) {
        for zone in run.unraisedSerials {
            session.note(
                """
                records in \(zone.path) changed: increase its serial (now \(zone.serial)) so that secondaries transfer it
                """)
        }
    }

    private func complain(_ path: String, _ reason: String) {
        session.complain("\(path) could not be fixed: \(reason)")
    }
}

/// The fixes that a run did not make.
struct SkippedFixes {
    private let run: FixRun
    /// Whether the fixes that were made are written to the files.
    private let isWriting: Bool

    init(_ run: FixRun, isWriting: Bool) {
        self.run = run
        self.isWriting = isWriting
    }

    /// Thousands of fixes may be skipped for the same reason.
    private static let maximumNotes = 100

    func report(to session: CheckSession) {
        let refused = run.leftOut.filter { !$0.isUntried }
        for skipped in refused.prefix(Self.maximumNotes) {
            let span = skipped.finding.primary?.span
            let location = span.map { "\($0.source.path):\($0.start.line): " } ?? ""
            session.note("\(location)\(skipped.finding.rule.code) is not fixed: \(skipped.reason)")
        }
        if refused.count > Self.maximumNotes {
            let left = NumberText.grouped(refused.count - Self.maximumNotes)
            session.note("skipped \(left) more fixes for similar reasons")
        }
        let untried = run.leftOut.filter(\.isUntried)
        if let first = untried.first {
            let fixes = untried.count == 1 ? "1 fix" : "\(NumberText.grouped(untried.count)) fixes"
            session.note(
                "skipped \(fixes): \(first.reason)",
                help: [
                    isWriting
                        ? "run again to continue, or fix fewer rules at once with `--select`"
                        : "fix fewer rules at once with `--select`"
                ])
        }
    }
}
