import Linting
import ZoneFile

/// The paths of a report relative to the root of the repository, as code hosts name files.
///
/// A report contains paths as they were given, so that a shell in the same directory finds the files. The readers of
/// `sarif`, `github`, `gitlab`, `junit` and `markdown` know only the repository. The other formats keep the given paths.
/// That includes `rdjson`, because reviewdog adds the path from the root itself.
public struct RepositoryPaths: Sendable {
    private var converted: [String: String] = [:]

    /// Creates paths that stay as they were given.
    public init() {}

    /// - Parameter convert: Returns the path relative to the root, or an absolute path for a file outside of it. It is
    ///   called once for each path of the report.
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
