import Diagnostics

/// The configured severities of rules, and the rules that are ignored in some files.
public struct FindingPolicy: Sendable {
    /// Severities by rule code, which override those of the rules.
    public var severities: [String: Severity] = [:]
    /// Returns the rules to ignore in the file at a path, in the form of ``RuleSelection/normalised(_:)``.
    public var ignoredRules: @Sendable (_ path: String) -> [String] = { _ in [] }

    public init() {}

    func applied(to findings: [Finding]) -> [Finding] {
        var ignored: [String: RuleSelection] = [:]
        return findings.compactMap { finding in
            // A finding that something was not checked cannot be ignored.
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
        // The words were validated when the configuration was read.
        (try? RuleSelection(select: [], ignore: words)) ?? RuleSelection()
    }
}
