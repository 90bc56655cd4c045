import Glibc

/// Writes a file that must not be there yet.
enum NewFile {
    static func write(_ text: String, to path: String) throws {
        do throws(WritingFailure) {
            try WholeFile.create(path, FileContents(Array(text.utf8)))
        } catch {
            guard error.code == EEXIST else { throw OutputError.failed(name: "`\(path)`", reason: error.reason) }
            throw UsageError("`\(path)` is there already", help: ["remove it first, or look at `srvlint config show`"])
        }
    }
}
