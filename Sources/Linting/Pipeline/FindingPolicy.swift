import Diagnostics

/// What the configuration makes of findings: how severe they are, and in which files some are not wanted.
public struct FindingPolicy: Sendable {
    /// By code; takes the place of the rule's own severity.
    public var severities: [String: Severity] = [:]
    /// The rules that are not wanted in a file, by its path; in the forms of ``RuleSelection/normalised(_:)``.
    public var ignoredRules: @Sendable (_ path: String) -> [String] = { _ in [] }

    public init() {}

    func applied(to findings: [Finding]) -> [Finding] {
        var ignored: [String: RuleSelection] = [:]
        return findings.compactMap { finding in
            // That something was not checked is said whatever anybody wishes.
            guard !finding.isNotChecked else { return finding }
            if let path = finding.primary?.span.source.path ?? finding.path {
                let selection = ignored[path] ?? Self.selection(ignoring: ignoredRules(path))
                ignored[path] = selection
                guard selection.contains(finding.rule) else { return nil }
            }
            guard let severity = severities[finding.rule.code] else { return finding }
            var changed = finding
            changed.severity = severity
            return changed
        }
    }

    private static func selection(ignoring words: [String]) -> RuleSelection {
        // The words were checked when they were read.
        (try? RuleSelection(select: [], ignore: words)) ?? RuleSelection()
    }
}
