import Synchronization

/// What several rules need of one server name, worked out when the first of them asks for it.
final class SharedFacts: Sendable {
    private let facts = Mutex<[String: any Sendable]>([:])

    /// - Parameter key: what the fact is; the caller's own name, as a rule.
    func fact<Fact: Sendable>(_ key: String = #function, _ make: () -> Fact) -> Fact {
        // In two steps: a fact may be optional, and an absent one must not be taken for `nil`.
        if let known = facts.withLock({ $0[key] }), let fact = known as? Fact { return fact }
        // Facts rest on others: the lock is not held while one is worked out.
        let made = make()
        facts.withLock { $0[key] = made }
        return made
    }
}
