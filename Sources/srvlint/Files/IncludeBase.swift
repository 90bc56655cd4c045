import Glibc

/// What `--include-base` names.
struct IncludeBase: Sendable {
    /// As it was given.
    let path: String
    /// Absolute, without links.
    let tree: String

    init(_ path: String) throws(UsageError) {
        self.path = path
        guard let status = FileStatus(path) else {
            throw UsageError("`--include-base`: `\(path)` cannot be used: \(SystemError.reason(errno))")
        }
        guard status.kind == .folder, let real = AbsolutePath.real(path) else {
            throw UsageError("`--include-base`: `\(path)` is not a directory")
        }
        tree = real
    }
}
