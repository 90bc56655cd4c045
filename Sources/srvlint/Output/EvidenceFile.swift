import Federation
import Glibc

/// Where `audit --save` keeps what it collected.
enum EvidenceFile {
    /// Written beside its place and moved there as a whole, so that nobody ever reads half of it.
    static func write(_ evidence: Evidence, to path: String) throws(OutputError) {
        let temporary = "\(path).\(getpid()).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .failed(name: "`\(path)`", reason: SystemError.reason(errno))
        }
        do throws(OutputError) {
            try FileOutput.write(EvidenceWriter.text(evidence), to: descriptor, named: "`\(path)`")
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
