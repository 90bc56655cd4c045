import Diagnostics
import ZoneFile

/// Checks files and suppresses all findings with comments: `--add-ignore`.
///
/// The comments are added in memory, and the zones are checked again. A file is left as it is if its records would change or
/// its findings would not be suppressed.
public struct IgnoreRun {
    /// The files that get comments.
    public private(set) var changes: [FileChange] = []
    /// The files whose findings cannot be suppressed, with the reason as a clause.
    public private(set) var refusals: [(path: String, reason: String)] = []
    /// The report on the files with the comments.
    public private(set) var report: LintReport

    private let linter: RevisionLinter
    private let start: LintSnapshot

    /// - Parameters:
    ///   - linter: the linter of the run.
    ///   - inputs: the files.
    ///   - reason: the text after the brackets; empty for none.
    ///   - review: replaces each report before it is used, for tests.
    ///   - obstacle: returns why a file must not be changed, as a clause; `nil` if it may be.
    public init(
        _ linter: Linter,
        _ inputs: [ZoneInput],
        reason: String,
        review: @escaping (LintReport) -> LintReport = { $0 },
        obstacle: (SourceFile) -> String? = { _ in nil }
    ) {
        self.linter = RevisionLinter(linter, inputs, review)
        start = self.linter.snapshot(with: [:])
        report = start.report
        plan(reason, obstacle)
    }

    /// Undoes the changes of files that could not be written, by identity.
    public mutating func revert(_ identities: Set<String>) {
        changes.removeAll { identities.contains($0.identity) }
        report = snapshot().report
    }

    // MARK: - Planning

    /// The findings to suppress in one file.
    private struct Plan {
        let source: SourceFile
        let identity: String
        var targets: [IgnoreComments.Target] = []
        /// The codes that only a comment for the whole file can suppress. An added line can move a finding, for example that
        /// about the first line end.
        var wholeFile: Set<String> = []
        /// The offset of the first string that is not closed on its line.
        var openQuote: Int?

        func change(_ reason: String) -> FileChange {
            let targets = Set(
                targets.map { target in
                    wholeFile.contains(target.code) ? IgnoreComments.Target(code: target.code, offset: nil) : target
                })
            let edits = IgnoreComments(for: targets, in: source, reason: reason, openQuote: openQuote).edits
            var text = RevisedText(source)
            // Edits at the same offset keep their order.
            text.replace(
                edits.enumerated()
                    .sorted {
                        ($0.element.span.range.lowerBound, $0.offset) < ($1.element.span.range.lowerBound, $1.offset)
                    }
                    .map { RevisedText.Replacement($0.element.span.range, with: Array($0.element.text.utf8)) }
            )
            return FileChange(
                identity: identity, text: text, findings: self.targets.count, comments: edits.count)
        }
    }

    private mutating func plan(_ reason: String, _ obstacle: (SourceFile) -> String?) {
        var plans = plans()
        func refuse(_ plan: Plan, _ reason: String) {
            refusals.append((plan.source.path, reason))
        }
        for plan in plans { if let reason = obstacle(plan.source) { refuse(plan, reason) } }
        plans.removeAll { plan in refusals.contains { $0.path == plan.source.path } }
        // Few files need a second round. Each round removes files or adds codes to comments for whole files.
        for _ in 0..<6 where !plans.isEmpty {
            changes = plans.map { $0.change(reason) }
            let snapshot = snapshot()
            let changed = changedFiles(snapshot)
            let unsuppressed = unsuppressedCodes(snapshot)
            guard !changed.isEmpty || !unsuppressed.isEmpty else {
                report = snapshot.report
                return
            }
            var remaining: [Plan] = []
            for var plan in plans {
                let codes = unsuppressed[plan.identity] ?? []
                if changed.contains(plan.identity) {
                    refuse(plan, "comments would change its records")
                } else if !plan.wholeFile.isDisjoint(with: codes) {
                    refuse(plan, "comments would not suppress its findings")
                } else {
                    plan.wholeFile.formUnion(codes)
                    remaining.append(plan)
                }
            }
            plans = remaining
        }
        for plan in plans { refuse(plan, "comments would not suppress its findings") }
        changes = []
        report = snapshot().report
    }

    private func plans() -> [Plan] {
        var plans: [Plan] = []
        var numbers: [String: Int] = [:]
        var openQuotes: [String: Int] = [:]
        for problem in start.zones.lazy.flatMap(\.problems) where problem.kind == .quoteNotClosed {
            guard let identity = linter.identity(of: problem.span.source, start) else { continue }
            openQuotes[identity] = min(openQuotes[identity] ?? .max, problem.span.range.lowerBound)
        }
        for finding in report.findings where Self.canBeSuppressed(finding) {
            guard let span = finding.primary?.span, let identity = linter.identity(of: span.source, start) else {
                continue
            }
            let number = numbers[identity, default: plans.count]
            if number == plans.count {
                numbers[identity] = number
                plans.append(Plan(source: span.source, identity: identity, openQuote: openQuotes[identity]))
            }
            let offset = span.range.isEmpty ? nil : span.range.lowerBound
            plans[number].targets.append(IgnoreComments.Target(code: finding.rule.code, offset: offset))
        }
        return plans
    }

    /// Whether the finding is to be suppressed. Invalid suppression comments must be corrected instead, and a comment cannot
    /// change that something was not checked.
    private static func canBeSuppressed(_ finding: Finding) -> Bool {
        finding.suppression == nil && !finding.isNotChecked
            && finding.rule.scope != .suppressions && finding.rule.scope != .baseline
    }

    // MARK: - Verifying

    /// Returns the files of zones whose records would change.
    private func changedFiles(_ after: LintSnapshot) -> Set<String> {
        var files: Set<String> = []
        for (index, zone) in start.zones.enumerated() {
            guard index < after.zones.count else { return Set(changes.map(\.identity)) }
            let revised = after.zones[index]
            let isSame =
                zone.hasSameContents(as: revised) && zone.serial == revised.serial
                && zone.isComplete == revised.isComplete
            if !isSame { files.formUnion(revised.sources.compactMap { linter.identity(of: $0, after) }) }
        }
        return files.intersection(changes.map(\.identity))
    }

    /// Returns the codes of findings that are still not suppressed in the changed files, by identity.
    private func unsuppressedCodes(_ snapshot: LintSnapshot) -> [String: Set<String>] {
        let changed = Set(changes.map(\.identity))
        var codes: [String: Set<String>] = [:]
        for finding in snapshot.report.findings where Self.canBeSuppressed(finding) {
            guard let source = finding.primary?.span.source, let identity = linter.identity(of: source, snapshot),
                changed.contains(identity)
            else { continue }
            codes[identity, default: []].insert(finding.rule.code)
        }
        return codes
    }

    private func snapshot() -> LintSnapshot {
        let texts = changes.map { ($0.identity, $0.text) }
        return linter.snapshot(with: Dictionary(texts, uniquingKeysWith: { first, _ in first }))
    }
}
