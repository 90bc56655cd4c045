import Diagnostics
import Fuzzing
import Linting
import ZoneFile

/// The properties of the findings about a zone file with any bytes: their spans are inside it, their number is bounded, and
/// what a fix leaves can be read.
public enum JudgingCheck {
    /// The property that the file violates, if any. A crash is also a violation.
    public static func violation(_ bytes: [UInt8]) -> String? {
        guard let input = FuzzZone(bytes) else { return nil }
        let report = input.lint()
        return boundViolation(report) ?? spanViolation(report) ?? fixViolation(report, input)
    }

    /// The examples of all rules, without their marks, as seeds: each makes a rule report something.
    public static var examples: [[UInt8]] {
        RuleRegistry.infos.flatMap(\.examples).map { example in
            let text = (example.isContinuation ? ScalingCheck.header : "") + example.text
            let bytes = Array(String(text.unicodeScalars.filter { $0 != "«" && $0 != "»" }).utf8)
            // The length decides whether the origin is known.
            return bytes + (bytes.count.isMultiple(of: 2) == (example.origin == nil) ? [0x0A] : [])
        }
    }

    private static func boundViolation(_ report: LintReport) -> String? {
        var counts: [String: Int] = [:]
        for finding in report.findings { counts[finding.rule.code, default: 0] += 1 }
        let most = counts.max { $0.value < $1.value }
        guard let most, most.value > FindingSink.limitPerRule else { return nil }
        return "\(most.value) findings of \(most.key)"
    }

    private static func spanViolation(_ report: LintReport) -> String? {
        for finding in report.findings {
            if let text = finding.spanViolation { return text }
            for fix in finding.fixes where overlaps(fix.edits) { return "edits of \(finding.rule.code) overlap" }
        }
        return nil
    }

    private static func overlaps(_ edits: [Edit]) -> Bool {
        let sorted = edits.sorted { $0.span.range.lowerBound < $1.span.range.lowerBound }
        return zip(sorted, sorted.dropFirst()).contains { left, right in
            left.span.source === right.span.source && left.span.range.upperBound > right.span.range.lowerBound
        }
    }

    /// Applying a fix gives a file that can be read. It may have mistakes.
    private static func fixViolation(_ report: LintReport, _ input: FuzzZone) -> String? {
        guard let fix = report.findings.lazy.flatMap(\.fixes).first else { return nil }
        var bytes = input.source.withBytes { Array($0) }
        for edit in fix.edits.sorted(by: { $0.span.range.lowerBound > $1.span.range.lowerBound })
        where edit.span.source === input.source {
            bytes.replaceSubrange(edit.span.range, with: Array(edit.text.utf8))
        }
        return ReadingCheck.violation(bytes).map { "after a fix: \($0)" }
    }
}
