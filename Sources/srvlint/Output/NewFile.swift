import Glibc

/// Writes a file that must not be there yet.
enum NewFile {
    static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            guard errno == EEXIST else {
                throw UsageError("`\(path)` cannot be written: \(SystemError.reason(errno))")
            }
            throw UsageError("`\(path)` is there already", help: ["remove it first, or look at `srvlint config show`"])
        }
        defer { close(descriptor) }
        do throws(OutputError) {
            try FileOutput.write(text, to: descriptor, named: "`\(path)`")
        } catch {
            unlink(path)
            throw error
        }
    }
}
