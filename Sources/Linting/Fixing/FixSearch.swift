import Diagnostics
import ZoneFile

/// Searches for the fixes that can be made together.
///
/// Each round makes the fixes that do not overlap and checks all files again. If the result cannot be read or has new
/// findings, bisection finds the fixes to blame, and they are left out.
struct FixSearch {
    private(set) var leftOut: [LeftOutFix] = []
    /// Files with fixes that must not be changed, with the reason.
    private(set) var obstacles: [(source: SourceFile, reason: String)] = []
    /// The fixes that were made, in order.
    private(set) var made: [ChosenFix] = []
    private(set) var current: LintSnapshot

    private let linter: RevisionLinter
    private let settings: Fixer
    private var leftOutKeys: Set<FixKey> = []
    /// By path.
    private var obstructed: [String: Bool] = [:]
    /// The files that have fixes, as they were read.
    private var sources: [String: SourceFile] = [:]
    private var failuresLeft = Self.failureLimit
    private var meter: FixBudget.Meter
    /// Why the search ended early: a clause.
    private var exhaustion: String?
    private var step = FixStep(round: 0, verified: 0, all: 0)

    /// The limit on rounds. Each may make ten thousand fixes of every rule.
    private static let roundLimit = 200
    /// The limit on failed attempts.
    private static let failureLimit = 200
    /// With more fixes than these, those that are probably to blame are left out without trying them one by one.
    private static let individualLimit = 16

    /// Identifies a fix even after others have moved its text.
    private struct FixKey: Hashable {
        let code: String
        let file: String
        let offset: Int
        let text: String
    }

    /// - Parameters:
    ///   - start: the files before any fix.
    ///   - meter: the remaining time; the check of `start` has been measured.
    init(_ linter: RevisionLinter, _ settings: Fixer, from start: LintSnapshot, _ meter: FixBudget.Meter) {
        self.linter = linter
        self.settings = settings
        self.meter = meter
        current = start
    }

    /// Makes all fixes that can be made.
    mutating func run() {
        var rounds = 0
        while rounds < Self.roundLimit, exhaustion == nil, round(rounds + 1) { rounds += 1 }
        // What was left out may be possible after others. It is tried again here, so that a second run has nothing to fix.
        if exhaustion == nil, rounds > 1, (1...Self.individualLimit).contains(leftOut.count) {
            leftOut = []
            leftOutKeys = []
            while rounds < Self.roundLimit, exhaustion == nil, round(rounds + 1) { rounds += 1 }
        }
        if let exhaustion { leaveOutUntried(exhaustion) }
    }

    // MARK: - Rounds

    /// Makes compatible fixes.
    ///
    /// - Returns: whether there were any to make.
    private mutating func round(_ number: Int) -> Bool {
        let before = current
        // Safe fixes come first, so that unsafe ones cannot prevent them.
        var choice = choose(before.report.findings, before, unsafe: false)
        if choice.isEmpty, settings.allowsUnsafe { choice = choose(before.report.findings, before, unsafe: true) }
        guard !choice.isEmpty else { return false }
        step = FixStep(round: number, verified: 0, all: choice.count)
        settings.onStep(step)
        var accepted: [ChosenFix] = []
        settle(choice[...], after: &accepted, from: before)
        made += accepted
        return true
    }

    private mutating func note(verified count: Int) {
        step.verified += count
        settings.onStep(step)
    }

    private mutating func choose(_ findings: [Finding], _ snapshot: LintSnapshot, unsafe: Bool) -> [ChosenFix] {
        var fixes: [(Finding, Fix)] = []
        for finding in findings where finding.suppression == nil {
            if let fix = usableFix(finding, snapshot, unsafe) { fixes.append((finding, fix)) }
        }
        let choice = FixChoice(fixes) { linter.identity(of: $0, snapshot) }
        // The first source of a file is the one that was read.
        sources.merge(choice.sources) { first, _ in first }
        return choice.chosen
    }

    private mutating func usableFix(_ finding: Finding, _ snapshot: LintSnapshot, _ unsafe: Bool) -> Fix? {
        guard let fix = finding.fixes.first(where: { unsafe || $0.safety == .safe }),
            let key = key(of: finding, fix, snapshot), !leftOutKeys.contains(key)
        else { return nil }
        for edit in fix.edits where isObstructed(edit.span.source, snapshot) { return nil }
        return fix
    }

    private mutating func isObstructed(_ source: SourceFile, _ snapshot: LintSnapshot) -> Bool {
        guard linter.identity(of: source, snapshot) != nil else { return true }
        // By path instead of identity: whether a file may be changed can depend on the path used.
        if let known = obstructed[source.path] { return known }
        let reason = settings.obstacle(source)
        obstructed[source.path] = reason != nil
        if let reason { obstacles.append((source, reason)) }
        return reason != nil
    }

    private func key(of finding: Finding, _ fix: Fix, _ snapshot: LintSnapshot) -> FixKey? {
        guard let edit = fix.edits.first, let file = linter.identity(of: edit.span.source, snapshot) else { return nil }
        let offset = snapshot.texts[file]?.originalOffset(of: edit.span.range.lowerBound) ?? edit.span.range.lowerBound
        return FixKey(code: finding.rule.code, file: file, offset: offset, text: edit.text)
    }

    // MARK: - Attempts

    /// Makes as many of the fixes as are possible together with the accepted ones, and finds those to leave out.
    private mutating func settle(
        _ fixes: ArraySlice<ChosenFix>, after accepted: inout [ChosenFix], from before: LintSnapshot
    ) {
        guard let first = fixes.first, exhaustion == nil else { return }
        guard failuresLeft > 0 else {
            exhaustion = "too many other fixes had to be left out"
            return
        }
        let attempt = FixAttempt(linter, sources: sources, from: before)
        var meter = meter
        let outcome = attempt.outcome(of: accepted + fixes, &meter) { findings, snapshot in
            choose(findings, snapshot, unsafe: settings.allowsUnsafe)
        }
        self.meter = meter
        switch outcome {
        case .accepted(let snapshot):
            current = snapshot
            accepted += fixes
            note(verified: fixes.count)
        case .outOfTime:
            exhaustion = "the time limit for trying fixes, \(meter.limit.components.seconds) s, was reached"
        case .rejected(let refusal) where fixes.count == 1:
            failuresLeft -= 1
            leaveOut(first, refusal.reason, before)
            note(verified: 1)
        case .rejected(let refusal):
            failuresLeft -= 1
            let blame = refusal.blame(among: fixes)
            if let (left, rest) = leaveOut(blame, of: fixes, before) {
                note(verified: left)
                settle(rest[...], after: &accepted, from: before)
            } else if !blame.suspects.isEmpty, blame.suspects.count < fixes.count {
                // The others are probably all valid.
                let rest = fixes.indices.filter { !blame.suspects.contains($0) }.map { fixes[$0] }
                let suspects = fixes.indices.filter(blame.suspects.contains).map { fixes[$0] }
                settle(rest[...], after: &accepted, from: before)
                settle(suspects[...], after: &accepted, from: before)
            } else {
                let middle = fixes.startIndex + fixes.count / 2
                settle(fixes[..<middle], after: &accepted, from: before)
                settle(fixes[middle...], after: &accepted, from: before)
            }
        }
    }

    /// Leaves out the fixes that are certainly, or in a large set probably, to blame.
    ///
    /// - Returns: their number, and the remaining fixes; `nil` if it is better to search among all.
    private mutating func leaveOut(
        _ blame: FixRefusal.Blame, of fixes: ArraySlice<ChosenFix>, _ before: LintSnapshot
    ) -> (Int, rest: [ChosenFix])? {
        let isLarge = fixes.count > Self.individualLimit
        var blamed = blame.certain
        if isLarge { blamed.merge(blame.probable) { first, _ in first } }
        // If all seem to be to blame, one of them may have caused the findings of the others.
        guard !blamed.isEmpty, isLarge || blamed.count < fixes.count else { return nil }
        var rest: [ChosenFix] = []
        for index in fixes.indices {
            if let reason = blamed[index] { leaveOut(fixes[index], reason, before) } else { rest.append(fixes[index]) }
        }
        return (blamed.count, rest)
    }

    private mutating func leaveOut(
        _ fix: ChosenFix, _ reason: String, _ snapshot: LintSnapshot, isUntried: Bool = false
    ) {
        for finding in fix.findings {
            guard let own = finding.fixes.first(where: { $0.title == fix.title }) else { continue }
            if let key = key(of: finding, own, snapshot) { leftOutKeys.insert(key) }
        }
        if let finding = fix.findings.first {
            leftOut.append(LeftOutFix(finding: finding, reason: reason, isUntried: isUntried))
        }
    }

    /// Leaves out all fixes that could still be tried.
    private mutating func leaveOutUntried(_ reason: String) {
        for unsafe in settings.allowsUnsafe ? [false, true] : [false] {
            for fix in choose(current.report.findings, current, unsafe: unsafe) {
                leaveOut(fix, "not tried: \(reason)", current, isUntried: true)
            }
        }
    }
}
