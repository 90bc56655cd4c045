import Diagnostics

/// The outcome of a run over zone files: all that reporters show.
public struct LintReport: Sendable {
    /// In the order they are shown: by file as given, then by position, then by rule. Suppressed ones included.
    public var findings: [Finding]
    public var files: [FileReport]
    /// Findings of rules that are not selected, which say that something could not be checked. They are not shown
    /// with the others, and keep the run from counting as clean all the same.
    public var unselected: [Finding] = []
    /// What this run has put right, which is not among the findings any more; `nil` if it was not to fix anything.
    public var fixed: FixCount?

    public init(findings: [Finding], files: [FileReport]) {
        self.findings = findings
        self.files = files
    }

    /// What says that something could not be checked and is not shown: not selected, or silenced.
    public var hiddenNotChecked: [Finding] {
        unselected + findings.filter { $0.isNotChecked && $0.suppression != nil }
    }
}

extension LintReport {
    /// Counts as the summary line and `summary` in JSON give them; suppressed findings count only as such.
    public struct Summary: Sendable, Equatable {
        public var error = 0
        public var warning = 0
        public var info = 0
        public var suppressed = 0
        /// Findings that say something could not be checked.
        public var notChecked = 0
        /// Findings that have a fix, and those of them whose fix changes what is published.
        public var fixable = 0
        public var unsafelyFixable = 0
        /// Findings that were put right, and are not counted otherwise.
        public var fixed = 0

        public init() {}

        public mutating func add(_ other: Summary) {
            error += other.error
            warning += other.warning
            info += other.info
            suppressed += other.suppressed
            notChecked += other.notChecked
            fixable += other.fixable
            unsafelyFixable += other.unsafelyFixable
            fixed += other.fixed
        }
    }

    public var summary: Summary {
        var summary = Summary()
        summary.fixed = fixed?.findings ?? 0
        for finding in findings {
            if finding.suppression != nil {
                summary.suppressed += 1
            } else if finding.isNotChecked {
                summary.notChecked += 1
            } else {
                switch finding.severity {
                case .error: summary.error += 1
                case .warning: summary.warning += 1
                case .info: summary.info += 1
                }
                guard !finding.fixes.isEmpty else { continue }
                summary.fixable += 1
                if !finding.fixes.contains(where: { $0.safety == .safe }) { summary.unsafelyFixable += 1 }
            }
        }
        return summary
    }
}
