import Diagnostics
import Linting

/// What a finding means for the run, in formats that know tests and states.
enum Outcome {
    /// It makes the run fail: exit code 1.
    case failed
    /// Said, and below what makes the run fail.
    case noted
    /// Something could not be checked: exit code 3.
    case notChecked
    /// A comment in the zone silences it.
    case suppressed(reason: String)
}

extension Finding {
    func outcome(failingFrom failure: Severity?) -> Outcome {
        if let suppression { return .suppressed(reason: suppression.reason) }
        if isNotChecked { return .notChecked }
        return failure.map { severity >= $0 } ?? false ? .failed : .noted
    }
}

extension LintReport {
    /// The findings that no comment silences, the worst first: hosts show only so many.
    var worstFirst: [Finding] {
        let spoken = findings.filter { $0.suppression == nil }
        return [Severity.error, .warning, .info].flatMap { severity in spoken.filter { $0.severity == severity } }
    }
}
