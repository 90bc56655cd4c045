import Diagnostics
import Linting
import Reporting

/// The exit codes, as the help lists them.
enum ExitStatus: Int32 {
    /// No findings at or above `--fail-on`.
    case success = 0
    case findings = 1
    /// Wrong usage or configuration: nothing was checked.
    case usage = 2
    /// No findings at or above `--fail-on`, but something could not be checked, or the report could not be written.
    case notChecked = 3

    /// The exit code of a monitoring plugin, which has other meanings (``PluginState``).
    init(_ state: PluginState) {
        switch state {
        case .ok: self = .success
        case .warning: self = .findings
        case .critical: self = .usage
        case .unknown: self = .notChecked
        }
    }

    /// The exit code for a report.
    init(_ report: LintReport, failOn: FailureLevel) {
        self.init(report.findings, unselected: report.unselected, report.files, failOn: failOn)
    }

    /// The exit code for the report on a server.
    init(_ report: ServerReport, failOn: FailureLevel) {
        self.init(report.findings, unselected: report.unselected, report.files, failOn: failOn)
    }

    private init(_ findings: [Finding], unselected: [Finding], _ files: [FileReport], failOn: FailureLevel) {
        let unsuppressed = findings.filter { $0.suppression == nil }
        if let floor = failOn.severity, unsuppressed.contains(where: { !$0.isNotChecked && $0.severity >= floor }) {
            self = .findings
        } else if findings.contains(where: \.isNotChecked) || !unselected.isEmpty
            || files.contains(where: { $0.status == .unreadable })
        {
            // Neither a comment nor `--ignore` turns something that was not checked into a success.
            self = .notChecked
        } else {
            self = .success
        }
    }

    /// The exit code for both together: findings outrank what was not checked.
    func joined(with other: ExitStatus) -> ExitStatus {
        if self == .findings || other == .findings { return .findings }
        return self == .notChecked || other == .notChecked ? .notChecked : .success
    }
}

/// The values of `--fail-on`.
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
