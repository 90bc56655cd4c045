import Diagnostics
import ZoneFile

/// Fixes the files of a run, in memory: lints, makes the fixes that go together, lints again, until nothing is left.
///
/// Fixes whose outcome could not be read, or would have findings that were not there before, are left out; a bad one is
/// searched for among the others, so that these are made all the same. The search is bounded in tries and in time; what
/// is not tried by then is left out too, and what is made has been judged.
public struct FixRun {
    /// What is found in the files as they are.
    public let original: LintReport
    public private(set) var leftOut: [LeftOutFix] = []
    /// Files with fixes that must not be changed, with the reason.
    public private(set) var obstacles: [(source: SourceFile, reason: String)] = []

    private let judge: FixJudge
    private let allowsUnsafe: Bool
    private let obstacle: (SourceFile) -> String?

    private let start: FixState
    private var current: FixState
    private var made: [ChosenFix] = []
    private var leftOutKeys: Set<FixKey> = []
    /// By path.
    private var obstructed: [String: Bool] = [:]
    /// The files that have fixes, as they were read.
    private var sources: [String: SourceFile] = [:]
    private var triesLeft = Self.mostTries
    private var meter: FixBudget.Meter
    /// Why the search ended early: a clause.
    private var exhaustion: String?
    private let onStep: (FixStep) -> Void
    private var step = FixStep(round: 0, verified: 0, all: 0)

    /// Rounds that make fixes; each may make ten thousand of every rule.
    private static let mostRounds = 200
    /// Rounds that look for bad fixes among others.
    private static let mostTries = 200
    /// A fix may uncover a fault that has a fix, and so on; not for long.
    private static let mostSteps = 4
    /// With more fixes than these, what seems to be the fault of one is not tried on its own.
    private static let mostTriedApart = 16

    /// A fix, wherever its place is after others were made.
    private struct FixKey: Hashable {
        let code: String
        let file: String
        let offset: Int
        let text: String
    }

    /// - Parameters:
    ///   - allowsUnsafe: whether fixes are made that change what is published.
    ///   - obstacle: why a file must not be changed, as a clause; `nil` if it may.
    ///   - review: replaces each report before its fixes are chosen; tests offer bad fixes with it.
    ///   - onStep: called with the progress of the run.
    public init(
        _ linter: Linter,
        _ inputs: [ZoneInput],
        allowsUnsafe: Bool,
        budget: FixBudget = FixBudget(),
        onStep: @escaping (FixStep) -> Void = { _ in },
        obstacle: @escaping (SourceFile) -> String? = { _ in nil },
        review: @escaping (LintReport) -> LintReport = { $0 }
    ) {
        self.onStep = onStep
        var meter = FixBudget.Meter(budget)
        judge = FixJudge(linter, inputs, review)
        self.allowsUnsafe = allowsUnsafe
        self.obstacle = obstacle
        start = meter.measure { [judge] in judge.state(with: [:]) }
        self.meter = meter
        current = start
        original = start.report
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
        if choice.isEmpty, allowsUnsafe { choice = choose(before.report.findings, before, unsafe: true) }
        guard !choice.isEmpty else { return false }
        step = FixStep(round: number, verified: 0, all: choice.count)
        onStep(step)
        var accepted: [ChosenFix] = []
        settle(choice[...], after: &accepted, from: before)
        made += accepted
        return true
    }

    private mutating func note(verified count: Int) {
        step.verified += count
        onStep(step)
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
        let reason = obstacle(source)
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
        switch attempt(accepted + fixes, from: before) {
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
        for unsafe in allowsUnsafe ? [false, true] : [false] {
            for fix in choose(current.report.findings, current, unsafe: unsafe) {
                leaveOut(fix, "not tried: \(reason)", current, isUntried: true)
            }
        }
    }

    private enum Attempt {
        case accepted(FixState)
        case rejected(FixRefusal)
        case outOfTime
    }

    /// What the files come to with the fixes. Where these bring findings that have fixes themselves, with those too.
    private mutating func attempt(_ fixes: [ChosenFix], from before: FixState) -> Attempt {
        let judge = judge
        let comparison = FindingComparison(before, fixed: fixes) { judge.identity(of: $0, before) }
        let locations = FixLocations(fixes[...])
        var state = before
        var maps: [[String: PositionMap]] = []
        var refusal = FixRefusal(reason: "")
        var pending = fixes
        while maps.count < Self.mostSteps {
            guard meter.hasTime else { return .outOfTime }
            let edits = Dictionary(grouping: pending.lazy.flatMap(\.edits), by: \.file)
                .mapValues { edits in edits.map { RevisedText.Replacement($0.range, with: $0.bytes) }.inOrder }
            let texts = revised(state.texts, edits)
            state = meter.measure { judge.state(with: texts) }
            maps.append(edits.mapValues(PositionMap.init))
            func old(_ file: String, _ offset: Int) -> Int {
                maps.reversed().reduce(offset) { $1[file]?.old($0) ?? $0 }
            }
            func line(_ span: SourceSpan) -> FixRefusal.FileLine? {
                guard let file = judge.identity(of: span.source, state) else { return nil }
                let line = span.source.range(ofLine: span.start.line)
                let start = old(file, line.lowerBound)
                return FixRefusal.FileLine(file: file, range: start...max(start, old(file, line.upperBound)))
            }
            let new = comparison.new(
                state.report.findings,
                file: { judge.identity(of: $0, state) },
                before: old,
                isOnEditedLine: { finding in
                    guard let line = finding.primary.flatMap({ line($0.span) }) else { return false }
                    return !locations.fixes(in: line.file, at: line.range).isEmpty
                }
            )
            if new.isEmpty {
                if let loss = comparison.loss(state.zones) ?? change(fixes, before, state) {
                    return .rejected(FixRefusal(reason: loss))
                }
                return .accepted(state)
            }
            if maps.count == 1 { refusal = FixRefusal(new, line: line) }
            pending = choose(new, state, unsafe: allowsUnsafe)
            let mended = Set(pending.lazy.flatMap(\.findings).map(FindingKey.init))
            if !new.allSatisfy({ mended.contains(FindingKey($0)) }) { break }
        }
        return .rejected(refusal)
    }

    /// The rule and the span of a finding.
    private struct FindingKey: Hashable {
        let code: String
        let source: ObjectIdentifier?
        let range: Range<Int>?

        init(_ finding: Finding) {
            code = finding.rule.code
            source = finding.primary.map { ObjectIdentifier($0.span.source) }
            range = finding.primary?.span.range
        }
    }

    /// That records would change though fixes are safe; `nil` if not.
    private func change(_ fixes: [ChosenFix], _ before: FixState, _ after: FixState) -> String? {
        guard fixes.allSatisfy({ $0.safety == .safe }) else { return nil }
        let files = Set(fixes.lazy.flatMap(\.files))
        let isSame = FindingComparison.isSame(before.zones, after.zones) { zone in
            zone.sources.contains { judge.identity(of: $0, after).map(files.contains) ?? false }
        }
        guard isSame else { return "the records would not be the same" }
        let leadsElsewhere = zip(before.documents, after.documents).contains { before, after in
            before.document.serverValue?.string?.lowercased() != after.document.serverValue?.string?.lowercased()
        }
        return leadsElsewhere ? "the document would lead elsewhere" : nil
    }

    private func revised(
        _ texts: [String: RevisedText], _ edits: [String: [RevisedText.Replacement]]
    ) -> [String: RevisedText] {
        var texts = texts
        for (file, edits) in edits {
            guard var text = texts[file] ?? sources[file].map(RevisedText.init) else { continue }
            text.replace(edits)
            texts[file] = text
        }
        return texts
    }

    // MARK: - What comes of it

    /// What was put right, in the order it was.
    public var fixedFindings: [Finding] { made.flatMap(\.findings) }

    /// What is found in the files as they are to be.
    public var report: LintReport {
        var report = current.report
        report.fixed = FixCount(
            findings: made.filter { $0.files.isSubset(of: changed) }.reduce(0) { $0 + $1.findings.count },
            files: changed.count
        )
        return report
    }

    private var changed: Set<String> {
        Set(current.texts.filter { !$0.value.replacements.isEmpty }.keys)
    }

    /// The files that change. Those of a fix that changes several go together: all of them are to be written, or none.
    public var changes: [[FileChange]] {
        var groups = FileGroups()
        for fix in made { groups.join(fix.files) }
        for file in current.texts.keys { groups.join([file]) }
        let changed = changed
        return groups.all.map { files in
            files.filter(changed.contains)
                .compactMap { file in current.texts[file].map { FileChange(identity: file, text: $0) } }
                .sorted { $0.source.path < $1.source.path }
        }
        .filter { !$0.isEmpty }
        .sorted { $0[0].source.path < $1[0].source.path }
    }

    /// Takes back what could not be written, so that ``report`` is about what the files hold.
    public mutating func revert(_ identities: Set<String>) {
        current = judge.state(with: current.texts.filter { !identities.contains($0.key) })
    }

    /// Zones whose records change while their serial does not increase, which their secondaries would not notice.
    public var unraisedSerials: [UnraisedSerial] {
        guard start.zones.count == current.zones.count else { return [] }
        return zip(start.zones, current.zones).compactMap { before, after in
            let isChanged = after.sources.contains { judge.identity(of: $0, current).map(changed.contains) ?? false }
            guard isChanged, let old = before.serial, let serial = after.serial,
                !SerialNumber.isIncrease(from: old, to: serial), !after.hasSameContents(as: before)
            else { return nil }
            return UnraisedSerial(path: after.sources[0].path, serial: serial)
        }
    }
}

extension [RevisedText.Replacement] {
    fileprivate var inOrder: [RevisedText.Replacement] {
        sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    }
}
