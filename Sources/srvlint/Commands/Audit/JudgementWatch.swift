import Synchronization

/// The state shared by the thread that judges a server and the run that waits for it.
final class JudgementWatch: Sendable {
    enum Phase: Int, Sendable {
        case collecting, judging, printing

        /// "given up while …"
        var words: String {
            switch self {
            case .collecting: "collecting its answers"
            case .judging: "judging its answers"
            case .printing: "writing its report"
            }
        }
    }

    private let reached = Atomic(Phase.collecting.rawValue)
    private let isStopped = Atomic(false)

    var phase: Phase {
        Phase(rawValue: reached.load(ordering: .relaxed)) ?? .collecting
    }

    func enter(_ phase: Phase) {
        reached.store(phase.rawValue, ordering: .relaxed)
    }

    /// Marks the result as no longer needed.
    func stop() {
        isStopped.store(true, ordering: .relaxed)
    }

    var shouldStop: Bool { isStopped.load(ordering: .relaxed) }
}
