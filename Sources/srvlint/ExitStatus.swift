import Diagnostics
import Linting

/// The exit codes, as the help lists them.
enum ExitStatus: Int32 {
    /// Nothing at or above `--fail-on`.
    case success = 0
    case findings = 1
    /// Wrong usage or configuration: nothing was checked.
    case usage = 2
    /// Nothing that fails was found, but something could not be checked, or the report could not be written.
    case notChecked = 3

    /// What a report comes to.
    init(_ report: LintReport, failOn: FailureLevel) {
        let spoken = report.findings.filter { $0.suppression == nil }
        if let floor = failOn.severity, spoken.contains(where: { !$0.isNotChecked && $0.severity >= floor }) {
            self = .findings
        } else if report.findings.contains(where: \.isNotChecked) || !report.unselected.isEmpty
            || report.files.contains(where: { $0.status == .unreadable })
        {
            // Neither a comment nor `--ignore` makes what was not checked clean.
            self = .notChecked
        } else {
            self = .success
        }
    }
}

/// What `--fail-on` names.
enum FailureLevel: String, CaseIterable, Sendable {
    case error, warning, info, never

    var severity: Severity? {
        switch self {
        case .error: .error
        case .warning: .warning
        case .info: .info
        case .never: nil
        }
    }
}
