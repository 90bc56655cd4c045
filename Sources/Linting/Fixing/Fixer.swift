import ZoneFile

/// Fixes the files of a run, in memory: checks them, makes the fixes that go together, and checks again until no fix is
/// left.
///
/// A fix is left out if the result could not be read or would have new findings. The search for such fixes has a limit on
/// attempts and on time. Fixes that were not tried by then are left out too.
public struct Fixer {
    public var linter: Linter
    /// Whether fixes are made that change the published records.
    public var allowsUnsafe: Bool
    public var budget: FixBudget
    /// Reports the progress of the run.
    public var onStep: (FixStep) -> Void
    /// Why a file must not be changed, as a clause; `nil` if it may be.
    public var obstacle: (SourceFile) -> String?
    /// Replaces each report before fixes are chosen from it. Tests offer bad fixes with it.
    public var review: (LintReport) -> LintReport

    public init(
        _ linter: Linter,
        allowsUnsafe: Bool,
        budget: FixBudget = FixBudget(),
        onStep: @escaping (FixStep) -> Void = { _ in },
        obstacle: @escaping (SourceFile) -> String? = { _ in nil },
        review: @escaping (LintReport) -> LintReport = { $0 }
    ) {
        self.linter = linter
        self.allowsUnsafe = allowsUnsafe
        self.budget = budget
        self.onStep = onStep
        self.obstacle = obstacle
        self.review = review
    }

    /// Checks the files and makes the fixes. Findings that are suppressed are not fixed.
    public func fix(_ inputs: [ZoneInput]) -> FixRun {
        let revisionLinter = RevisionLinter(linter, inputs, review)
        var meter = FixBudget.Meter(budget)
        let start = meter.measure { revisionLinter.snapshot(with: [:]) }
        var search = FixSearch(revisionLinter, self, from: start, meter)
        search.run()
        return FixRun(revisionLinter, from: start, search)
    }
}
