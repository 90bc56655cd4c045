import Linting
import ZoneFile

/// The paths of a report as code hosts name files: from the root of the repository.
///
/// In a report a path stands as it was given, so that a shell in the same folder finds the file. `sarif`, `github`,
/// `gitlab`, `junit` and `markdown` are read where only the repository is known. The other formats keep paths as given:
/// reviewdog, too, expects them so and adds the way from the root itself.
public struct RepositoryPaths: Sendable {
    private var converted: [String: String] = [:]

    /// Every path stays as it was given.
    public init() {}

    /// - Parameter convert: gives the path from the root, or an absolute one for a file that is not below it. It is
    ///   asked once for every path of the report.
    public init(of report: LintReport, _ convert: (String) -> String) {
        func add(_ path: String) {
            if converted[path] == nil { converted[path] = convert(path) }
        }
        for file in report.files { add(file.path) }
        for finding in report.findings {
            if let path = finding.path { add(path) }
            for place in [finding.primary].compactMap(\.self) + finding.related { add(place.span.source.path) }
            for edit in finding.fixes.flatMap(\.edits) { add(edit.span.source.path) }
        }
    }

    func callAsFunction(_ path: String) -> String {
        converted[path] ?? path
    }
}
