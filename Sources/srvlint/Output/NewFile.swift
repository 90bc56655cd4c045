import Glibc

/// Creates files that must not exist yet.
enum NewFile {
    static func write(_ text: String, to path: String) throws {
        do throws(WritingFailure) {
            try WholeFile.create(path, FileContents(Array(text.utf8)))
        } catch {
            guard error.code == EEXIST else { throw OutputError.failed(name: "`\(path)`", reason: error.reason) }
            throw UsageError(
                "`\(path)` already exists", help: ["remove it first; `srvlint config show` shows its settings"])
        }
    }
}
