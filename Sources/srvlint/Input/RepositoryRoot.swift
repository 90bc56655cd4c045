import Linting
import Reporting

/// The directory that paths are relative to in reports for code hosts.
struct RepositoryRoot {
    private let directory: String

    /// The root of the repository that contains the working directory, else of the one that contains `path`, else the
    /// working directory.
    init(near path: String) {
        let working = AbsolutePath.resolve(".").text
        let other = AbsolutePath.resolve(path).text
        directory = Fence.repository(around: working) ?? Fence.repository(around: other) ?? working
    }

    /// The paths of a report relative to the root; absolute for files that are not below it.
    func paths(of report: LintReport) -> RepositoryPaths {
        RepositoryPaths(of: report) { path in
            if StandardInput.matches(path) || path.isEmpty { return path }
            let absolute = AbsolutePath.resolve(path)
            return absolute.relative(to: directory) ?? absolute.text
        }
    }
}
