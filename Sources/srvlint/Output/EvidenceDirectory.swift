import Federation

/// The directory of `--save`, with a file of evidence for each server.
struct EvidenceDirectory {
    private let path: String
    private let inputs: Set<FileStatus.Inode>

    /// - Parameter inputs: files that are read in this run, which must not be overwritten.
    init(_ path: String, otherThan inputs: Set<FileStatus.Inode>) {
        self.path = path
        self.inputs = inputs
    }

    /// Writes the evidence about a server to a file with its name.
    func save(_ evidence: Evidence, of name: String) throws(OutputError) {
        // The grammar of server names has no slash. Other names have no evidence of their own.
        guard (try? ServerName(name)) != nil else { return }
        let file = path + (path.hasSuffix("/") ? "" : "/") + name.lowercased() + ".json"
        var spool: EvidenceSpool
        do throws(UsageError) {
            spool = try EvidenceSpool(file, otherThan: inputs)
        } catch {
            throw .failed(name: "`\(file)`", reason: error.notice.message)
        }
        try spool.append(evidence)
        try spool.finish()
    }
}
