/// The time that a run may spend on trying fixes, in addition to the first check of its files.
///
/// Every attempt checks all files again. The search for bad fixes could take hundreds of checks for a hostile or very large
/// zone, so the duration of each check is measured.
public struct FixBudget: Sendable {
    /// 30 seconds. If four checks take longer, their time is allowed, so that large zones can be fixed too.
    public static let standard = Duration.seconds(30)
    /// The number of checks that are always allowed: a round of safe fixes, one of unsafe fixes, and a search of two steps.
    static let minimumChecks = 4

    private let time: Duration
    private let now: @Sendable () -> Duration

    /// - Parameters:
    ///   - time: the time that all checks together may take.
    ///   - now: the time since some fixed moment, replaced in tests.
    public init(_ time: Duration = standard, now: @escaping @Sendable () -> Duration = Self.sinceStart) {
        self.time = time
        self.now = now
    }

    private static let start = ContinuousClock.now

    /// The time since the first call.
    public static let sinceStart: @Sendable () -> Duration = { ContinuousClock.now - start }

    /// Measures checks against a budget.
    struct Meter {
        private let budget: FixBudget
        private var begin = Duration.zero
        private var last = Duration.zero
        private(set) var limit = Duration.zero
        private(set) var checks = 0

        init(_ budget: FixBudget) {
            self.budget = budget
        }

        /// Whether another check is likely to end in time.
        var hasTime: Bool { budget.now() - begin + last <= limit }

        mutating func measure<Result>(_ check: () -> Result) -> Result {
            let start = budget.now()
            let result = check()
            let end = budget.now()
            last = end - start
            if checks == 0 {
                begin = end
                limit = max(budget.time, last * FixBudget.minimumChecks)
            }
            checks += 1
            return result
        }
    }
}
