import Linting
import Reporting
import Synchronization

/// The progress of a run of `check`, in words for ``ProgressLine``.
final class CheckProgress: Sendable {
    private let files: Int
    /// The name of the first file.
    private let name: String
    private let isJudging = Atomic(false)
    private let done = Atomic(0)
    /// The step of a run that makes fixes, shown from its first round on.
    private let fixing = Mutex<FixStep?>(nil)

    init(_ files: [FoundFiles.File]) {
        self.files = files.count
        name = files.first?.name ?? ""
    }

    func note(_ step: Linter.Step) {
        let (isJudging, done) =
            switch step {
            case .reading(let number): (false, number)
            case .judging(let number): (true, number)
            }
        self.isJudging.store(isJudging, ordering: .relaxed)
        self.done.store(done, ordering: .relaxed)
    }

    func note(_ step: FixStep) {
        fixing.withLock { $0 = step }
    }

    var words: String {
        if let step = fixing.withLock({ $0 }) {
            let (verified, all) = (NumberText.grouped(step.verified), NumberText.grouped(step.all))
            return "fixing: round \(step.round), \(verified) of \(all) fixes verified"
        }
        let verb = isJudging.load(ordering: .relaxed) ? "checking" : "reading"
        if files == 1 { return "\(verb) \(name)" }
        let done = NumberText.grouped(min(done.load(ordering: .relaxed), files))
        return "\(verb) \(done) of \(NumberText.grouped(files)) files"
    }
}
