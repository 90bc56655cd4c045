import Glibc

/// The directory that `--include-base` names.
struct IncludeBase: Sendable {
    /// The path as given.
    let path: String
    /// The absolute path without symbolic links.
    let tree: String

    init(_ path: String) throws(UsageError) {
        self.path = path
        guard let status = FileStatus(path) else {
            throw UsageError("`--include-base`: `\(path)` cannot be used: \(SystemError.reason(errno))")
        }
        guard status.kind == .directory, let real = AbsolutePath.real(path) else {
            throw UsageError("`--include-base`: `\(path)` is not a directory")
        }
        tree = real
    }
}
