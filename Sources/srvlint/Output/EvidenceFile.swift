import Federation

/// Where `audit --save` keeps what it collected.
enum EvidenceFile {
    static func write(_ evidence: Evidence, to path: String) throws(OutputError) {
        do throws(WritingFailure) {
            try WholeFile.write(Array(EvidenceWriter.text(evidence).utf8), to: path)
        } catch {
            throw .failed(name: "`\(path)`", reason: error.reason)
        }
    }
}
