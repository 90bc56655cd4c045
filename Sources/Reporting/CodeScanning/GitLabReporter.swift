import Diagnostics
import Federation
import Linting

/// The JSON of GitLab Code Quality: an array of issues, each with a fingerprint of its own.
public struct GitLabReporter: Reporter {
    private let paths: RepositoryPaths

    public init(paths: RepositoryPaths = RepositoryPaths()) {
        self.paths = paths
    }

    public func render(_ report: LintReport) -> String {
        var fingerprints = Fingerprints()
        var issues: [JSONValue] = []
        for finding in report.findings {
            // GitLab rejects an issue without a file. Where there is none, it at least shows the server name.
            let path = finding.file.map { paths($0) } ?? finding.subjectName ?? "srvlint"
            let fingerprint = fingerprints.next(finding, path: path)
            guard finding.suppression == nil else { continue }
            issues.append(issue(finding, path: path, fingerprint: fingerprint))
        }
        return JSONWriter.report(.indented).text(JSONValue(issues)) + "\n"
    }

    private func issue(_ finding: Finding, path: String, fingerprint: String) -> JSONValue {
        let start = finding.primary?.span.start.line ?? 1
        return [
            "description": JSONValue(description(finding)),
            "check_name": JSONValue(finding.rule.code),
            "fingerprint": JSONValue(fingerprint),
            "severity": JSONValue(severity(finding)),
            "location": [
                "path": JSONValue(path),
                "lines": ["begin": JSONValue(start), "end": JSONValue(finding.primary?.span.end.line ?? start)],
            ],
        ]
    }

    private func description(_ finding: Finding) -> String {
        let prefix = finding.isNotChecked ? "\(finding.rule.code), not checked: " : "\(finding.rule.code): "
        return prefix + finding.sentences.joined(separator: " ")
    }

    private func severity(_ finding: Finding) -> String {
        if finding.isNotChecked { return "minor" }
        return switch finding.severity {
        case .error: "major"
        case .warning: "minor"
        case .info: "info"
        }
    }
}
