import Diagnostics
import ZoneFile

/// Searches for the fixes that can be made together.
///
/// Each round makes the fixes that do not overlap and checks all files again. If the outcome cannot be read, or has
/// findings that were not there before, the fixes to blame are searched for by bisection and left out.
struct FixSearch {
    private(set) var leftOut: [LeftOutFix] = []
    /// Files with fixes that must not be changed, with the reason.
    private(set) var obstacles: [(source: SourceFile, reason: String)] = []
    /// The fixes that were made, in order.
    private(set) var made: [ChosenFix] = []
    private(set) var current: FixState

    private let judge: FixJudge
    private let settings: Fixer
    private var leftOutKeys: Set<FixKey> = []
    /// By path.
    private var obstructed: [String: Bool] = [:]
    /// The files that have fixes, as they were read.
    private var sources: [String: SourceFile] = [:]
    private var triesLeft = Self.mostTries
    private var meter: FixBudget.Meter
    /// Why the search ended early: a clause.
    private var exhaustion: String?
    private var step = FixStep(round: 0, verified: 0, all: 0)

    /// Rounds that make fixes; each may make ten thousand of every rule.
    private static let mostRounds = 200
    /// Rounds that look for bad fixes among others.
    private static let mostTries = 200
    /// With more fixes than these, those that are probably to blame are left out untried.
    private static let mostTriedApart = 16

    /// Identifies a fix, also after others moved its text.
    private struct FixKey: Hashable {
        let code: String
        let file: String
        let offset: Int
        let text: String
    }

    /// - Parameters:
    ///   - start: the files before any fix.
    ///   - meter: the time left, with the time that `start` took measured.
    init(_ judge: FixJudge, _ settings: Fixer, from start: FixState, _ meter: FixBudget.Meter) {
        self.judge = judge
        self.settings = settings
        self.meter = meter
        current = start
    }

    /// Makes all fixes that can be made.
    mutating func run() {
        var rounds = 0
        while rounds < Self.mostRounds, exhaustion == nil, round(rounds + 1) { rounds += 1 }
        if let exhaustion { leaveOutUntried(exhaustion) }
    }

    // MARK: - Rounds

    /// Makes what fixes go together; whether there were any.
    private mutating func round(_ number: Int) -> Bool {
        let before = current
        // Those that leave the records as they are come first, so that the others do not stand in their way.
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

    private mutating func choose(_ findings: [Finding], _ state: FixState, unsafe: Bool) -> [ChosenFix] {
        var fixes: [(Finding, Fix)] = []
        for finding in findings where finding.suppression == nil {
            if let fix = usableFix(finding, state, unsafe) { fixes.append((finding, fix)) }
        }
        let choice = FixChoice(fixes) { judge.identity(of: $0, state) }
        // Whatever is changed was chosen first when it was not.
        sources.merge(choice.sources) { first, _ in first }
        return choice.chosen
    }

    private mutating func usableFix(_ finding: Finding, _ state: FixState, _ unsafe: Bool) -> Fix? {
        guard let fix = finding.fixes.first(where: { unsafe || $0.safety == .safe }),
            let key = key(of: finding, fix, state), !leftOutKeys.contains(key)
        else { return nil }
        for edit in fix.edits where isObstructed(edit.span.source, state) { return nil }
        return fix
    }

    private mutating func isObstructed(_ source: SourceFile, _ state: FixState) -> Bool {
        guard judge.identity(of: source, state) != nil else { return true }
        // Not by identity: a file may be changed under one of its names, and under another not.
        if let known = obstructed[source.path] { return known }
        let reason = settings.obstacle(source)
        obstructed[source.path] = reason != nil
        if let reason { obstacles.append((source, reason)) }
        return reason != nil
    }

    private func key(of finding: Finding, _ fix: Fix, _ state: FixState) -> FixKey? {
        guard let edit = fix.edits.first, let file = judge.identity(of: edit.span.source, state) else { return nil }
        let offset = state.texts[file]?.originalOffset(of: edit.span.range.lowerBound) ?? edit.span.range.lowerBound
        return FixKey(code: finding.rule.code, file: file, offset: offset, text: edit.text)
    }

    // MARK: - Tries

    /// Makes those of the fixes that can be made with the ones accepted; looks for the bad among them.
    private mutating func settle(
        _ fixes: ArraySlice<ChosenFix>, after accepted: inout [ChosenFix], from before: FixState
    ) {
        guard let first = fixes.first, exhaustion == nil else { return }
        guard triesLeft > 0 else {
            exhaustion = "too many others had to be left out"
            return
        }
        let attempt = FixAttempt(judge, sources: sources, from: before)
        var meter = meter
        let outcome = attempt.outcome(of: accepted + fixes, &meter) { findings, state in
            choose(findings, state, unsafe: settings.allowsUnsafe)
        }
        self.meter = meter
        switch outcome {
        case .accepted(let state):
            current = state
            accepted += fixes
            note(verified: fixes.count)
        case .outOfTime:
            exhaustion = "the time for trying fixes, \(meter.limit.components.seconds) s, is over"
        case .rejected(let refusal) where fixes.count == 1:
            triesLeft -= 1
            leaveOut(first, refusal.reason, before)
            note(verified: 1)
        case .rejected(let refusal):
            triesLeft -= 1
            let blame = refusal.blame(among: fixes)
            if let (left, rest) = leaveOut(blame, of: fixes, before) {
                note(verified: left)
                settle(rest[...], after: &accepted, from: before)
            } else if !blame.suspects.isEmpty, blame.suspects.count < fixes.count {
                // The others are probably all good.
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
    /// - Returns: how many, and the others; `nil` if it is better to search among all.
    private mutating func leaveOut(
        _ blame: FixRefusal.Blame, of fixes: ArraySlice<ChosenFix>, _ before: FixState
    ) -> (Int, rest: [ChosenFix])? {
        let isLarge = fixes.count > Self.mostTriedApart
        var blamed = blame.certain
        if isLarge { blamed.merge(blame.probable) { first, _ in first } }
        // If all are to blame, one of them may have spoilt the others.
        guard !blamed.isEmpty, isLarge || blamed.count < fixes.count else { return nil }
        var rest: [ChosenFix] = []
        for index in fixes.indices {
            if let reason = blamed[index] { leaveOut(fixes[index], reason, before) } else { rest.append(fixes[index]) }
        }
        return (blamed.count, rest)
    }

    private mutating func leaveOut(_ fix: ChosenFix, _ reason: String, _ state: FixState, isUntried: Bool = false) {
        for finding in fix.findings {
            guard let own = finding.fixes.first(where: { $0.title == fix.title }) else { continue }
            if let key = key(of: finding, own, state) { leftOutKeys.insert(key) }
        }
        if let finding = fix.findings.first {
            leftOut.append(LeftOutFix(finding: finding, reason: reason, isUntried: isUntried))
        }
    }

    /// Leaves out all that could still be tried.
    private mutating func leaveOutUntried(_ reason: String) {
        for unsafe in settings.allowsUnsafe ? [false, true] : [false] {
            for fix in choose(current.report.findings, current, unsafe: unsafe) {
                leaveOut(fix, "not tried: \(reason)", current, isUntried: true)
            }
        }
    }
}
