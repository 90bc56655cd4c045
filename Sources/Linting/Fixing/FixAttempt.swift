import Diagnostics
import ZoneFile

/// One try: makes fixes in memory, checks all files again, and compares the findings.
struct FixAttempt {
    private let judge: FixJudge
    /// The files that have fixes, as they were read.
    private let sources: [String: SourceFile]
    private let before: FixState

    /// A fix may uncover a mistake that has a fix, and so on, up to this depth.
    private static let mostSteps = 4

    init(_ judge: FixJudge, sources: [String: SourceFile], from before: FixState) {
        self.judge = judge
        self.sources = sources
        self.before = before
    }

    enum Outcome {
        case accepted(FixState)
        case rejected(FixRefusal)
        case outOfTime
    }

    /// Makes the fixes. If they bring findings that have fixes themselves, makes those too.
    ///
    /// - Parameter choose: chooses the fixes of new findings that go together.
    func outcome(
        of fixes: [ChosenFix], _ meter: inout FixBudget.Meter, choose: ([Finding], FixState) -> [ChosenFix]
    ) -> Outcome {
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
            pending = choose(new, state)
            let fixed = Set(pending.lazy.flatMap(\.findings).map(FindingKey.init))
            if !new.allSatisfy({ fixed.contains(FindingKey($0)) }) { break }
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
        guard isSame else { return "it would change the published records" }
        let leadsElsewhere = zip(before.documents, after.documents).contains { before, after in
            before.document.serverValue?.string?.lowercased() != after.document.serverValue?.string?.lowercased()
        }
        return leadsElsewhere ? "it would change the delegation" : nil
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
}

extension [RevisedText.Replacement] {
    fileprivate var inOrder: [RevisedText.Replacement] {
        sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    }
}
