import Diagnostics
import Linting

/// The effect of a finding on the run, for formats with tests and states.
enum Outcome {
    /// The finding makes the run fail: exit code 1.
    case failed
    /// The finding is below the severity that makes the run fail.
    case reported
    /// Something could not be checked: exit code 3.
    case notChecked
    /// A comment or the baseline suppresses the finding.
    case suppressed(reason: String)
}

extension Finding {
    func outcome(failingFrom failure: Severity?) -> Outcome {
        if let suppression { return .suppressed(reason: suppression.reason) }
        if isNotChecked { return .notChecked }
        return failure.map { severity >= $0 } ?? false ? .failed : .reported
    }
}

extension LintReport {
    /// The findings that are not suppressed, the most severe first, because code hosts show a limited number.
    var worstFirst: [Finding] {
        let shown = findings.filter { $0.suppression == nil }
        return [Severity.error, .warning, .info].flatMap { severity in shown.filter { $0.severity == severity } }
    }
}
