/// `check`: lints the zones and reports the findings.
struct CheckRun {
    private let session: CheckSession

    init(_ plan: CheckPlan) { session = CheckSession(plan) }

    func execute() throws -> ExitStatus {
        defer { session.progress.erase() }
        let start = ContinuousClock.now
        let inputs = try session.readInputs()
        let readingEnd = ContinuousClock.now
        var report = session.linter.lint(inputs)
        session.progress.erase()
        session.log.files(report)
        session.log.times(inputs, reading: readingEnd - start, checking: .now - readingEnd)
        var hasFailed = false
        if let newBaseline = session.plan.silencing.newBaseline {
            do throws(OutputError) {
                report = try newBaseline.write(report, session.linter)
            } catch {
                _ = error.report()
                hasFailed = true
            }
        }
        session.printHiddenFindings(report)
        // A run without a report is never a success.
        if !session.write(report) { hasFailed = true }
        return session.status(report, hasFailed: hasFailed)
    }
}
