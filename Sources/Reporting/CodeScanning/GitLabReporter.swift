import Diagnostics
import Linting

/// The JSON of GitLab Code Quality: an array of issues, each with a fingerprint of its own.
public struct GitLabReporter: Reporter {
    private let paths: RepositoryPaths

    public init(paths: RepositoryPaths = RepositoryPaths()) {
        self.paths = paths
    }

    public func render(_ report: LintReport) -> String {
        var fingerprints = Fingerprints()
        var issues: [Issue] = []
        for finding in report.findings {
            // GitLab takes no issue without a file; a server's name is at least seen there.
            let path = finding.file.map { paths($0) } ?? finding.subjectName ?? "srvlint"
            let fingerprint = fingerprints.next(finding, path: path)
            guard finding.suppression == nil else { continue }
            let start = finding.primary?.span.start.line ?? 1
            issues.append(
                Issue(
                    description: description(finding),
                    checkName: finding.rule.code,
                    fingerprint: fingerprint,
                    severity: severity(finding),
                    location: Location(
                        path: path, lines: Lines(begin: start, end: finding.primary?.span.end.line ?? start))
                )
            )
        }
        return JSONText(isPretty: true)(issues) + "\n"
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

    private struct Issue: Encodable {
        var description: String
        var checkName: String
        var fingerprint: String
        var severity: String
        var location: Location

        enum CodingKeys: String, CodingKey {
            case description, fingerprint, severity, location
            case checkName = "check_name"
        }
    }

    private struct Location: Encodable {
        var path: String
        var lines: Lines
    }

    private struct Lines: Encodable {
        var begin, end: Int
    }
}
