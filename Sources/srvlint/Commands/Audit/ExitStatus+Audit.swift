import Linting
import Reporting

extension ExitStatus {
    /// The exit code for the audit of a server.
    init(_ audit: ServerAudit, failOn: FailureLevel) {
        if let changes = audit.changes, case .collected = changes.earlier {
            self.init(audit, changes, failOn: failOn)
            return
        }
        self.init(audit.report, failOn: failOn)
        // A server that is shown as failed is not a success, whatever rules were selected.
        let isNewFailure = audit.verdict == .failed && !audit.isKnownFailure
        if self == .success, failOn.severity != nil, isNewFailure { self = .findings }
        if self == .success, audit.verdict == .unknown || !audit.unasked.isEmpty { self = .notChecked }
    }

    /// The exit code of `--since`: only what the earlier audit did not have is a failure.
    private init(_ audit: ServerAudit, _ changes: AuditChanges, failOn: FailureLevel) {
        let isWorse = changes.changes.contains { $0.kind == .verdict && $0.after == ServerVerdict.failed.rawValue }
        let isNew = changes.newFindings.contains { finding in
            !finding.isNotChecked && failOn.severity.map { finding.severity >= $0 } ?? false
        }
        if isNew || isWorse && !audit.isKnownFailure && failOn.severity != nil {
            self = .findings
        } else if audit.verdict == .unknown || !audit.unasked.isEmpty || !audit.report.unselected.isEmpty
            || audit.report.findings.contains(where: \.isNotChecked)
        {
            self = .notChecked
        } else {
            self = .success
        }
    }
}
