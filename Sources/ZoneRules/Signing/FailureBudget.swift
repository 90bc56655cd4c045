import Synchronization

/// How many verifications may fail before the other signatures are left unverified.
///
/// Colliding key tags and many signatures let few bytes ask for many verifications (KeyTrap, CVE-2023-50387). A correct zone
/// has hardly any that fail.
public final class FailureBudget: Sendable {
    private let limit: Int
    private let count = Atomic<Int>(0)

    /// For all signatures of a zone file.
    static var zone: FailureBudget { FailureBudget(20_000) }
    /// For what all name servers of a zone answer: enough to find a server whose signatures are all invalid, in less time
    /// than a request takes, whatever the keys are.
    public static var answers: FailureBudget { FailureBudget(500) }

    init(_ limit: Int) {
        self.limit = limit
    }

    var failures: Int { count.load(ordering: .relaxed) }

    var isExhausted: Bool { failures >= limit }

    func noteFailure() {
        count.add(1, ordering: .relaxed)
    }
}
