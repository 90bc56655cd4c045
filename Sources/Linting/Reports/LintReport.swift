import Diagnostics

/// The result of a run: everything that reporters show.
public struct LintReport: Sendable {
    /// The findings in the order in which they are shown: by file as given, by position, and by rule. Includes suppressed ones.
    public var findings: [Finding]
    public var files: [FileReport]
    /// Findings of unselected rules that something could not be checked. They are not shown, but a run with them does not count
    /// as clean.
    public var unselected: [Finding] = []
    /// The number of standing notes that were found and are not in ``findings``.
    public internal(set) var standingNotes = 0
    /// Old names of rules in suppression comments.
    public internal(set) var oldRuleNames: Set<String> = []
    /// The numbers of findings that were fixed, which are no longer in ``findings``; `nil` if fixing was not requested.
    public var fixed: FixCount?

    public init(findings: [Finding], files: [FileReport]) {
        self.findings = findings
        self.files = files
    }

    /// Findings that something could not be checked that are not shown, because they are unselected or suppressed.
    public var hiddenNotChecked: [Finding] {
        unselected + findings.filter { $0.isNotChecked && $0.suppression != nil }
    }
}

extension LintReport {
    /// The counts in the summary line and in `summary` of JSON. Suppressed findings are counted only as suppressed.
    public struct Summary: Sendable, Equatable {
        public var error = 0
        public var warning = 0
        public var info = 0
        public var suppressed = 0
        /// The number of findings that something could not be checked.
        public var notChecked = 0
        /// The number of findings with a fix, and of those whose only fix is unsafe.
        public var fixable = 0
        public var unsafelyFixable = 0
        /// The number of findings that were fixed, which are not counted otherwise.
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
        var summary = Summary(findings)
        summary.fixed = fixed?.findings ?? 0
        return summary
    }
}

extension LintReport.Summary {
    /// Counts findings.
    public init(_ findings: [Finding]) {
        for finding in findings {
            if finding.suppression != nil {
                suppressed += 1
            } else if finding.isNotChecked {
                notChecked += 1
            } else {
                switch finding.severity {
                case .error: error += 1
                case .warning: warning += 1
                case .info: info += 1
                }
                guard !finding.fixes.isEmpty else { continue }
                fixable += 1
                if !finding.fixes.contains(where: { $0.safety == .safe }) { unsafelyFixable += 1 }
            }
        }
    }
}
