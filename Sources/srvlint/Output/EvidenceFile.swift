import Glibc

/// Where `audit --save` keeps what it collected.
enum EvidenceFile {
    /// Finds out that a path cannot be written to before anything is collected for it.
    static func check(_ path: String) throws(UsageError) {
        let folder = AbsolutePath.resolve(path).text.split(separator: "/").dropLast().joined(separator: "/")
        if let status = FileStatus(path), status.kind == .folder {
            throw UsageError("`--save`: `\(path)` is a folder", help: ["name a file in it"])
        }
        guard access("/" + folder, W_OK) == 0 else {
            throw UsageError("`--save`: `\(path)` cannot be written: \(SystemError.reason(errno))")
        }
    }

    typealias Write = (ArraySlice<UInt8>) throws(OutputError) -> Void

    /// Written beside its place and moved there as a whole, so that nobody ever reads half of it.
    static func write(to path: String, _ body: (Write) throws(OutputError) -> Void) throws(OutputError) {
        let temporary = "\(path).\(getpid()).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .failed(name: "`\(path)`", reason: SystemError.reason(errno))
        }
        do throws(OutputError) {
            try body { bytes throws(OutputError) in
                try FileOutput.write(Array(bytes), to: descriptor, named: "`\(path)`")
            }
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
        close(descriptor)
        guard rename(temporary, path) == 0 else {
            let reason = SystemError.reason(errno)
            unlink(temporary)
            throw .failed(name: "`\(path)`", reason: reason)
        }
    }
}
