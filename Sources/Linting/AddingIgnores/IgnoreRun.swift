import Diagnostics
import ZoneFile

/// Finds what a run finds, and silences it by comments in the files: `--add-ignore`.
///
/// Nothing is written here. The zones are read again with the comments in them, and a file whose records would change,
/// or whose findings would not be silent, is left as it is.
public struct IgnoreRun {
    /// A file that gets comments.
    public struct Change: Sendable {
        public let text: RevisedText
        /// The same for the same file, however it is named.
        public let identity: String
        public var source: SourceFile { text.original }
        /// How many findings fall silent, and how many comments see to that.
        public let findings: Int
        public let comments: Int
    }

    public private(set) var changes: [Change] = []
    /// Files whose findings cannot be silenced, with the reason: a clause.
    public private(set) var refusals: [(path: String, reason: String)] = []
    /// What is found with the comments in place.
    public private(set) var report: LintReport

    private let judge: FixJudge
    private let start: FixState

    /// - Parameters:
    ///   - reason: stands behind the brackets; empty for none.
    ///   - review: replaces each report before it is read, for tests.
    ///   - obstacle: why a file may not be written to, if it may not.
    public init(
        _ linter: Linter,
        _ inputs: [ZoneInput],
        reason: String,
        review: @escaping (LintReport) -> LintReport = { $0 },
        obstacle: (SourceFile) -> String? = { _ in nil }
    ) {
        judge = FixJudge(linter, inputs, review)
        start = judge.state(with: [:])
        report = start.report
        plan(reason, obstacle)
    }

    /// Takes back what could not be written, by identity.
    public mutating func revert(_ identities: Set<String>) {
        changes.removeAll { identities.contains($0.identity) }
        report = judged().report
    }

    // MARK: - What to write

    /// What is to be silenced in one file.
    private struct Plan {
        let source: SourceFile
        let identity: String
        var places: [IgnoreComments.Place] = []
        /// Codes that a comment at their place would not silence: that of the first line end, once a line is before it.
        var wholeFile: Set<String> = []
        /// Where a string begins that its line does not close.
        var openQuote: Int?

        func change(_ reason: String) -> Change {
            let places = Set(
                places.map { place in
                    wholeFile.contains(place.code) ? IgnoreComments.Place(code: place.code, offset: nil) : place
                })
            let edits = IgnoreComments(for: places, in: source, reason: reason, openQuote: openQuote).edits
            var text = RevisedText(source)
            // Of those at one place the first comes first.
            text.replace(
                edits.enumerated()
                    .sorted {
                        ($0.element.span.range.lowerBound, $0.offset) < ($1.element.span.range.lowerBound, $1.offset)
                    }
                    .map { RevisedText.Replacement($0.element.span.range, with: Array($0.element.text.utf8)) }
            )
            return Change(text: text, identity: identity, findings: self.places.count, comments: edits.count)
        }
    }

    private mutating func plan(_ reason: String, _ obstacle: (SourceFile) -> String?) {
        var plans = plans()
        func refuse(_ plan: Plan, _ reason: String) {
            refusals.append((plan.source.path, reason))
        }
        for plan in plans { if let reason = obstacle(plan.source) { refuse(plan, reason) } }
        plans.removeAll { plan in refusals.contains { $0.path == plan.source.path } }
        // Few files need a second round; each round ends with fewer files or with more comments for whole files.
        for _ in 0..<6 where !plans.isEmpty {
            changes = plans.map { $0.change(reason) }
            let state = judged()
            let changed = changedFiles(state)
            let loud = loudCodes(state)
            guard !changed.isEmpty || !loud.isEmpty else {
                report = state.report
                return
            }
            var left: [Plan] = []
            for var plan in plans {
                let codes = loud[plan.identity] ?? []
                if changed.contains(plan.identity) {
                    refuse(plan, "comments would change what is read of it")
                } else if !plan.wholeFile.isDisjoint(with: codes) {
                    refuse(plan, "comments would not silence its findings")
                } else {
                    plan.wholeFile.formUnion(codes)
                    left.append(plan)
                }
            }
            plans = left
        }
        for plan in plans { refuse(plan, "comments would not silence its findings") }
        changes = []
        report = judged().report
    }

    private func plans() -> [Plan] {
        var plans: [Plan] = []
        var numbers: [String: Int] = [:]
        var openQuotes: [String: Int] = [:]
        for problem in start.zones.lazy.flatMap(\.problems) where problem.kind == .quoteNotClosed {
            guard let identity = judge.identity(of: problem.span.source, start) else { continue }
            openQuotes[identity] = min(openQuotes[identity] ?? .max, problem.span.range.lowerBound)
        }
        for finding in report.findings where Self.isToBeSilenced(finding) {
            guard let span = finding.primary?.span, let identity = judge.identity(of: span.source, start) else {
                continue
            }
            let number = numbers[identity, default: plans.count]
            if number == plans.count {
                numbers[identity] = number
                plans.append(Plan(source: span.source, identity: identity, openQuote: openQuotes[identity]))
            }
            let offset = span.range.isEmpty ? nil : span.range.lowerBound
            plans[number].places.append(IgnoreComments.Place(code: finding.rule.code, offset: offset))
        }
        return plans
    }

    /// Comments are put right, not silenced; and what could not be checked stays so, whatever a comment says.
    private static func isToBeSilenced(_ finding: Finding) -> Bool {
        finding.suppression == nil && !finding.isNotChecked
            && finding.rule.scope != .suppressions && finding.rule.scope != .baseline
    }

    // MARK: - What comes of it

    /// The files of zones that would publish other records.
    private func changedFiles(_ after: FixState) -> Set<String> {
        var files: Set<String> = []
        for (index, zone) in start.zones.enumerated() {
            guard index < after.zones.count else { return Set(changes.map(\.identity)) }
            let now = after.zones[index]
            let isSame = zone.hasSameContents(as: now) && zone.serial == now.serial && zone.isComplete == now.isComplete
            if !isSame { files.formUnion(now.sources.compactMap { judge.identity(of: $0, after) }) }
        }
        return files.intersection(changes.map(\.identity))
    }

    /// What is still to be silenced in the files that have comments now.
    private func loudCodes(_ state: FixState) -> [String: Set<String>] {
        let changed = Set(changes.map(\.identity))
        var codes: [String: Set<String>] = [:]
        for finding in state.report.findings where Self.isToBeSilenced(finding) {
            guard let source = finding.primary?.span.source, let identity = judge.identity(of: source, state),
                changed.contains(identity)
            else { continue }
            codes[identity, default: []].insert(finding.rule.code)
        }
        return codes
    }

    private func judged() -> FixState {
        judge.state(with: Dictionary(changes.map { ($0.identity, $0.text) }, uniquingKeysWith: { first, _ in first }))
    }
}
