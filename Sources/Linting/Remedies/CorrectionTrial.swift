import Diagnostics
import ServerRules
import ZoneFile

/// Tries the fix of the first thing that is wrong with a server, if that is a mistake in the text of its zones.
///
/// A remedy replaces records. Where the mistake is one character of the zone, the edit is what the admin needs.
struct CorrectionTrial {
    let report: ServerReport
    let inputs: [ZoneInput]

    /// Larger zones are not judged a second time.
    private static let sizeLimit = 8 << 20
    /// More edits than anybody wants to make by hand.
    private static let editLimit = 16

    /// - Parameter judge: Judges the server with other zones.
    func run(_ judge: ([ZoneInput]) -> ServerReport) -> TriedCorrection? {
        guard let (title, edits) = proposal, let revised = inputs(with: edits) else { return nil }
        let (before, after) = (RemedyTrial(nil, report, others: []), RemedyTrial(nil, judge(revised), others: []))
        guard after.outcome > before.outcome, after.errors.isSubset(of: before.errors),
            !after.report.findings.contains(where: \.isNotChecked)
        else { return nil }
        let remaining = after.errors.union(after.warnings)
        // What a remedy would resolve in addition is worth more than a small edit.
        if let remedy = report.remedies.first, !remaining.isSubset(of: remedy.remaining) { return nil }
        let resolved = after.resolvedCodes(before)
        guard !resolved.isEmpty else { return nil }
        return TriedCorrection(
            title: title, edits: edits, lines: lines(edits),
            consequence: after.context.likelyRoutes.flatMap { after.consequence($0.specification) },
            resolved: resolved.sorted(), remaining: remaining.sorted(),
            unverified: after.context.unverifiedFacts(after: []))
    }

    /// The fix of the first error or warning, everywhere that the same mistake was made.
    private var proposal: (title: String, edits: [Edit])? {
        guard let cause = report.findings.first(where: { !$0.isNotChecked && $0.severity > .info }),
            RemedyRules.isAboutZones(cause), let title = cause.fixes.first?.title
        else { return nil }
        let same = report.findings.filter { $0.rule.code == cause.rule.code && $0.severity == cause.severity }
        let fixes = same.compactMap { $0.fixes.first { $0.title == title } }
        var edits: [Edit] = []
        for edit in fixes.flatMap(\.edits) where !edits.contains(where: { $0.overlaps(edit) }) { edits.append(edit) }
        return edits.isEmpty || edits.count > Self.editLimit ? nil : (title, edits.sorted { $0.precedes($1) })
    }

    /// The inputs with the edits, or `nil` if they are not all in the given files.
    private func inputs(with edits: [Edit]) -> [ZoneInput]? {
        var (revised, left, size) = (inputs, edits.count, 0)
        for (number, input) in inputs.enumerated() {
            guard case .source(let source) = input.content else { return nil }
            size += source.count
            let own = edits.filter { $0.span.source === source }
            guard !own.isEmpty else { continue }
            left -= own.count
            var text = RevisedText(source)
            text.replace(own.map { RevisedText.Replacement($0.span.range, with: Array($0.text.utf8)) })
            revised[number].content = .source(SourceFile(path: source.path, bytes: text.bytes))
        }
        return left == 0 && size <= Self.sizeLimit ? revised : nil
    }

    private func lines(_ edits: [Edit]) -> [TriedCorrection.Line] {
        edits.grouped { "\($0.span.source.path):\($0.span.start.line)" }.map(\.elements).map { edits in
            let source = edits[0].span.source
            let number = edits[0].span.start.line
            return TriedCorrection.Line(source, number, source.range(ofLine: number), edits)
        }
    }
}

extension Edit {
    fileprivate func overlaps(_ other: Edit) -> Bool {
        let (left, right) = (span.range, other.span.range)
        // `overlaps` says no to an insertion within a range.
        return span.source === other.span.source
            && (left == right || left.lowerBound < right.upperBound && right.lowerBound < left.upperBound)
    }

    fileprivate func precedes(_ other: Edit) -> Bool {
        (span.source.path, span.range.lowerBound) < (other.span.source.path, other.span.range.lowerBound)
    }
}
