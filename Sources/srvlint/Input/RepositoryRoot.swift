import Linting
import Reporting

/// Where the paths of code hosts begin.
struct RepositoryRoot {
    private let folder: String

    /// The root of the repository that the program runs in, else of the one that holds `path`; without a repository
    /// the working directory.
    init(near path: String) {
        let working = AbsolutePath.resolve(".").text
        let place = AbsolutePath.resolve(path).text
        folder = Fence.repository(around: working) ?? Fence.repository(around: place) ?? working
    }

    /// The paths of a report from the root; absolute where a file is not below it.
    func paths(of report: LintReport) -> RepositoryPaths {
        RepositoryPaths(of: report) { path in
            if StandardInput.isMeant(path) || path.isEmpty { return path }
            let absolute = AbsolutePath.resolve(path)
            return absolute.relative(to: folder) ?? absolute.text
        }
    }
}
