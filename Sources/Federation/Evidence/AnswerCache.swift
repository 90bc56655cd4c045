import DNS
import Synchronization

/// Answers that were worked out before: fourteen implementations ask the same questions of the same evidence.
final class AnswerCache: Sendable {
    private let answers = Mutex<[Question: Answer]>([:])
    private let hosts = Mutex<[Name: HostFacts]>([:])
    private let selections = Mutex<[Question: ServiceSelection]>([:])

    func answer(_ question: Question, _ make: () -> Answer) -> Answer {
        if let known = answers.withLock({ $0[question] }) { return known }
        let made = make()
        answers.withLock { $0[question] = made }
        return made
    }

    func host(_ name: Name, _ make: () -> HostFacts) -> HostFacts {
        if let known = hosts.withLock({ $0[name] }) { return known }
        let made = make()
        hosts.withLock { $0[name] = made }
        return made
    }

    func selection(_ question: Question, _ make: () -> ServiceSelection) -> ServiceSelection {
        if let known = selections.withLock({ $0[question] }) { return known }
        let made = make()
        selections.withLock { $0[question] = made }
        return made
    }
}
