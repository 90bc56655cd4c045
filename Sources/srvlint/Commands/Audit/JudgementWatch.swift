import Synchronization

/// State shared by the thread that judges a server and the run that waits for it.
final class JudgementWatch: Sendable {
    enum Phase: Int, Sendable {
        case asking, judging, printing

        /// "given up while …"
        var words: String {
            switch self {
            case .asking: "asking"
            case .judging: "judging its answers"
            case .printing: "writing its report"
            }
        }
    }

    private let reached = Atomic(Phase.asking.rawValue)
    private let isStopped = Atomic(false)

    var phase: Phase {
        Phase(rawValue: reached.load(ordering: .relaxed)) ?? .asking
    }

    func enter(_ phase: Phase) {
        reached.store(phase.rawValue, ordering: .relaxed)
    }

    /// Tells the thread that its result is no longer needed.
    func stop() {
        isStopped.store(true, ordering: .relaxed)
    }

    var shouldStop: Bool { isStopped.load(ordering: .relaxed) }
}
