import Federation

/// Where `--save` keeps the evidence of a run: in one document, or in one for each server of a directory.
enum EvidenceDestination {
    case document(EvidenceSpool)
    case directory(path: String, inputs: Set<FileStatus.Inode>)

    /// - Parameters:
    ///   - path: the path of the document or of an existing directory.
    ///   - inputs: files that are read in this run, which must not be overwritten.
    /// - Throws: if the evidence cannot be written there, as far as is known in advance.
    init(_ path: String, otherThan inputs: Set<FileStatus.Inode>) throws(UsageError) {
        if FileStatus(path)?.kind == .directory {
            self = .directory(path: path, inputs: inputs)
        } else {
            self = .document(try EvidenceSpool(path, otherThan: inputs))
        }
    }

    /// Adds the evidence about a server to the document, or writes it to `NAME.json` in the directory.
    ///
    /// - Parameter isOneOfSeveral: whether the run has other servers, so that a document must tell their evidence apart.
    mutating func save(_ evidence: Evidence, of name: String, isOneOfSeveral: Bool) throws(OutputError) {
        switch self {
        case .document(let spool):
            var spool = spool
            try spool.append(isOneOfSeveral ? evidence.marked(as: name) : evidence)
            self = .document(spool)
        case .directory(let path, let inputs):
            // The grammar of server names has no slash. Other names have no evidence.
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

    /// Writes the document.
    func finish() throws(OutputError) {
        if case .document(let spool) = self { try spool.finish() }
    }
}
