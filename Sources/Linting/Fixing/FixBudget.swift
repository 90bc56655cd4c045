/// The time that a run may spend on trying fixes, beyond the first judgement of its files.
///
/// Every try judges all files again. Bad fixes are searched for among the others, so a hostile or merely large zone could
/// take hundreds of judgements; how long one takes is measured.
public struct FixBudget: Sendable {
    /// 30 seconds, or the time of four judgements where that is longer: a large zone must be fixable too.
    public static let standard = Duration.seconds(30)
    /// The number of judgements that are always allowed: a round of safe fixes, one of unsafe fixes, and a search of two steps.
    static let leastJudgements = 4

    private let time: Duration
    private let now: @Sendable () -> Duration

    /// - Parameter now: the time since some moment; a test has its own.
    public init(_ time: Duration = standard, now: @escaping @Sendable () -> Duration = Self.sinceStart) {
        self.time = time
        self.now = now
    }

    private static let start = ContinuousClock.now

    /// The time since the program first asked.
    public static let sinceStart: @Sendable () -> Duration = { ContinuousClock.now - start }

    /// Measures judgements against a budget.
    struct Meter {
        private let budget: FixBudget
        private var begin = Duration.zero
        private var last = Duration.zero
        private(set) var limit = Duration.zero
        private(set) var judgements = 0

        init(_ budget: FixBudget) {
            self.budget = budget
        }

        /// Whether another judgement is likely to end in time.
        var hasTime: Bool { budget.now() - begin + last <= limit }

        mutating func measure<Result>(_ judgement: () -> Result) -> Result {
            let start = budget.now()
            let result = judgement()
            let end = budget.now()
            last = end - start
            if judgements == 0 {
                begin = end
                limit = max(budget.time, last * FixBudget.leastJudgements)
            }
            judgements += 1
            return result
        }
    }
}
