import Diagnostics
import ZoneFile

/// An attempt: makes fixes in memory, checks all files again, and compares the findings.
struct FixAttempt {
    private let linter: RevisionLinter
    /// The files that have fixes, as they were read.
    private let sources: [String: SourceFile]
    private let before: LintSnapshot

    /// How often the fixes of new findings are added: a fix may reveal a mistake that has a fix itself.
    private static let stepLimit = 4

    init(_ linter: RevisionLinter, sources: [String: SourceFile], from before: LintSnapshot) {
        self.linter = linter
        self.sources = sources
        self.before = before
    }

    enum Outcome {
        case accepted(LintSnapshot)
        case rejected(FixRefusal)
        case outOfTime
    }

    /// Makes the fixes. If they cause findings that have fixes themselves, makes those too.
    ///
    /// - Parameter choose: chooses compatible fixes of new findings.
    func outcome(
        of fixes: [ChosenFix], _ meter: inout FixBudget.Meter, choose: ([Finding], LintSnapshot) -> [ChosenFix]
    ) -> Outcome {
        let comparison = FindingComparison(before, fixed: fixes) { linter.identity(of: $0, before) }
        let locations = FixLocations(fixes[...])
        var snapshot = before
        var maps: [[String: PositionMap]] = []
        var refusal = FixRefusal(reason: "")
        var pending = fixes
        while maps.count < Self.stepLimit {
            guard meter.hasTime else { return .outOfTime }
            let edits = Dictionary(grouping: pending.lazy.flatMap(\.edits), by: \.file)
                .mapValues { edits in edits.map { RevisedText.Replacement($0.range, with: $0.bytes) }.inOrder }
            let texts = revised(snapshot.texts, edits)
            snapshot = meter.measure { linter.snapshot(with: texts) }
            maps.append(edits.mapValues(PositionMap.init))
            func originalOffset(_ file: String, _ offset: Int) -> Int {
                maps.reversed().reduce(offset) { $1[file]?.originalOffset(of: $0) ?? $0 }
            }
            func line(_ span: SourceSpan) -> FixRefusal.FileLine? {
                guard let file = linter.identity(of: span.source, snapshot) else { return nil }
                let line = span.source.range(ofLine: span.start.line)
                let start = originalOffset(file, line.lowerBound)
                return FixRefusal.FileLine(file: file, range: start...max(start, originalOffset(file, line.upperBound)))
            }
            let file: (SourceFile) -> String? = { linter.identity(of: $0, snapshot) }
            let new = comparison.new(
                snapshot.report.findings, file: file, before: originalOffset,
                isOnEditedLine: { span in
                    line(span).map { !locations.fixes(in: $0.file, at: $0.range).isEmpty } ?? false
                }
            )
            if new.isEmpty {
                let hidden = comparison.hidden(
                    snapshot.report.findings, file: file, before: originalOffset,
                    isEdited: { !locations.fixes(in: $0, at: $1.lowerBound...$1.upperBound).isEmpty }
                )
                if let hidden {
                    return .rejected(FixRefusal(reason: "it would hide \(hidden.rule.code): \(hidden.message)"))
                }
                if let reason = comparison.regression(snapshot.zones) ?? change(fixes, before, snapshot)
                    ?? outdatedSignatures(before, snapshot)
                {
                    return .rejected(FixRefusal(reason: reason))
                }
                return .accepted(snapshot)
            }
            if maps.count == 1 { refusal = FixRefusal(new, line: line) }
            pending = choose(new, snapshot)
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

    /// Returns the reason if safe fixes would change what is published; otherwise `nil`.
    private func change(_ fixes: [ChosenFix], _ before: LintSnapshot, _ after: LintSnapshot) -> String? {
        guard fixes.allSatisfy({ $0.safety == .safe }) else { return nil }
        let files = Set(fixes.lazy.flatMap(\.files))
        let isSame = FindingComparison.isSame(before.zones, after.zones) { zone in
            zone.sources.contains { linter.identity(of: $0, after).map(files.contains) ?? false }
        }
        guard isSame else { return "it would change the published records" }
        let leadsElsewhere = zip(before.documents, after.documents).contains { before, after in
            before.document.serverValue?.string?.lowercased() != after.document.serverValue?.string?.lowercased()
        }
        return leadsElsewhere ? "it would change the delegation" : nil
    }

    /// Returns the reason if fixes would change what is signed; otherwise `nil`. The rules about signatures may be ignored.
    private func outdatedSignatures(_ before: LintSnapshot, _ after: LintSnapshot) -> String? {
        let isSame = FindingComparison.isSame(before.zones, after.zones) { $0.isSigned }
        return isSame ? nil : "the zone is signed: make the change in the unsigned zone, and sign it again"
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
