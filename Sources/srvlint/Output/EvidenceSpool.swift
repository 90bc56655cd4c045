import Federation
import TLSIdentity

/// The evidence of a run until it is written as one document. It may not fit into memory.
struct EvidenceSpool {
    private let path: String
    private var collected: Timestamp?
    private let sections = EvidenceWriter.Section.allCases.map { (section: $0, spool: Spool()) }

    /// - Parameters:
    ///   - path: the path of the document.
    ///   - inputs: files that are read in this run, which must not be overwritten.
    /// - Throws: if the document cannot be written there, as far as is known in advance.
    init(_ path: String, otherThan inputs: Set<FileStatus.Inode>) throws(UsageError) {
        self.path = path
        if let status = FileStatus(path), inputs.contains(status.inode) {
            throw UsageError(
                "`--save` would overwrite `\(path)`, which is read in this run", help: ["choose another file name"])
        }
        if let reason = WholeFile.obstacle(to: path) {
            throw UsageError("`--save`: `\(path)` cannot be written: \(reason)")
        }
    }

    mutating func append(_ evidence: Evidence) throws(OutputError) {
        collected = collected ?? evidence.collected
        do throws(WritingFailure) {
            for (section, spool) in sections {
                for line in EvidenceWriter.lines(of: section, evidence) {
                    try spool.append((spool.isEmpty ? "" : EvidenceWriter.separator) + line)
                }
            }
        } catch {
            throw .failed(name: "`\(path)`", reason: error.reason)
        }
    }

    /// Writes the document.
    func finish() throws(OutputError) {
        let contents = FileContents { append throws(WritingFailure) in
            try append(Array(EvidenceWriter.beginning(collected: collected).utf8))
            for (section, spool) in sections where !spool.isEmpty {
                try append(Array(EvidenceWriter.beginning(of: section).utf8))
                try spool.each(append)
                try append(Array(EvidenceWriter.endOfSection.utf8))
            }
            try append(Array(EvidenceWriter.end.utf8))
        }
        do throws(WritingFailure) {
            try WholeFile.write(contents, to: path)
        } catch {
            throw .failed(name: "`\(path)`", reason: error.reason)
        }
    }
}
