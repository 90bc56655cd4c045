import Diagnostics
import Linting

/// The findings of one file, or of one server.
struct FindingGroup {
    /// The path, not escaped; the server's name where there is no file.
    var name: String
    /// What became of the file; `nil` for an included file that was not given, and for servers.
    var file: FileReport?
    var findings: [Finding]

    /// Every file of the report in its order, also those without findings, then what else the findings are about.
    static func all(of report: LintReport, _ paths: RepositoryPaths = RepositoryPaths()) -> [FindingGroup] {
        var groups: [FindingGroup] = []
        var indexes: [String: Int] = [:]
        func index(of name: String) -> Int {
            if let known = indexes[name] { return known }
            indexes[name] = groups.count
            groups.append(FindingGroup(name: name, file: nil, findings: []))
            return groups.count - 1
        }
        for file in report.files { groups[index(of: paths(file.path))].file = file }
        for finding in report.findings {
            let name = finding.file.map { paths($0) } ?? finding.subjectName ?? "srvlint"
            groups[index(of: name)].findings.append(finding)
        }
        return groups
    }

    /// Why there is nothing to say though the file was not judged: findings that would tell it may be deselected.
    var silence: Silence? {
        guard findings.isEmpty else { return nil }
        return switch file?.status {
        case .unreadable: .unread
        case .included: .judgedElsewhere(file?.includedBy ?? "")
        case .complete, .incomplete, nil: .clean
        }
    }

    enum Silence {
        case clean
        case unread
        /// In the zone with this path, as given.
        case judgedElsewhere(String)
    }
}
