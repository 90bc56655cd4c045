import Diagnostics
import Linting

/// The findings of one file or one server.
struct FindingGroup {
    /// The path, or the server name if there is no file. Not escaped.
    var name: String
    /// The report on the file; `nil` for servers and for included files that were not given.
    var file: FileReport?
    var findings: [Finding]

    /// The groups of all files in the order of the report, including those without findings, then other subjects.
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

    /// Why there are no findings; `nil` if there are some. A file that was not checked may have none, because the rule that
    /// reports this may be ignored.
    var emptyReason: EmptyReason? {
        guard findings.isEmpty else { return nil }
        return switch file?.status {
        case .unreadable: .unreadable
        case .included: .checkedElsewhere(file?.includedBy ?? "")
        case .complete, .incomplete, nil: .clean
        }
    }

    enum EmptyReason {
        case clean
        case unreadable
        /// Checked as part of the zone with this path, as given.
        case checkedElsewhere(String)
    }
}
