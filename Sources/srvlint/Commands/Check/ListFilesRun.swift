import Reporting

/// `check --show-files`: lists the files that would be checked.
struct ListFilesRun {
    private let session: CheckSession

    init(_ plan: CheckPlan) { session = CheckSession(plan) }

    func execute() throws -> ExitStatus {
        session.warnAboutSkippedLinks()
        var status = ExitStatus.success
        var listing = ""
        for file in session.plan.inputs.files.all {
            switch file.content {
            case .unreadable(let reason):
                session.complain("\(file.name) could not be checked: \(reason)")
                status = .notChecked
            case .file, .standardInput:
                listing += Notice.visible(file.name) + "\n"
            }
        }
        do throws(OutputError) {
            try Terminal.output.writeOrThrow(listing)
        } catch {
            // A closed pipe is not an error.
            if case .failed = error { throw error }
        }
        return session.plan.rules.exitsZero ? .success : status
    }
}
