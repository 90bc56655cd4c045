import Federation
import Glibc

/// The evidence of a run, kept in nameless files until it is written as one document: it may be of more servers than
/// fit into memory.
final class EvidenceSpool {
    private var files: [EvidenceWriter.Section: UnsafeMutablePointer<FILE>] = [:]
    private var collected: Timestamp?
    private let path: String

    /// - Parameter path: where the document goes in the end.
    init(_ path: String) {
        self.path = path
    }

    func append(_ evidence: Evidence) throws(OutputError) {
        collected = collected ?? evidence.collected
        for section in EvidenceWriter.Section.allCases {
            let lines = EvidenceWriter.lines(of: section, evidence)
            guard !lines.isEmpty else { continue }
            var text = files[section] == nil ? "" : EvidenceWriter.separator
            text += lines.joined(separator: EvidenceWriter.separator)
            let file = try file(of: section)
            let written = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) }
            guard written == text.utf8.count else { throw failure() }
        }
    }

    /// Writes the document.
    func finish() throws(OutputError) {
        try EvidenceFile.write(to: path) { write throws(OutputError) in
            try write(Array(EvidenceWriter.beginning(collected: collected).utf8)[...])
            for section in EvidenceWriter.Section.allCases {
                guard let file = files[section] else { continue }
                try write(Array(EvidenceWriter.beginning(of: section).utf8)[...])
                guard fflush(file) == 0, fseek(file, 0, SEEK_SET) == 0 else { throw failure() }
                var buffer = [UInt8](repeating: 0, count: 1 << 16)
                while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { try write(buffer[..<count]) }
                guard ferror(file) == 0 else { throw failure() }
                try write(Array(EvidenceWriter.endOfSection.utf8)[...])
            }
            try write(Array(EvidenceWriter.end.utf8)[...])
        }
    }

    private func file(of section: EvidenceWriter.Section) throws(OutputError) -> UnsafeMutablePointer<FILE> {
        if let file = files[section] { return file }
        guard let file = tmpfile() else { throw failure() }
        files[section] = file
        return file
    }

    private func failure() -> OutputError {
        .failed(name: "what goes into `\(path)`", reason: SystemError.reason(errno))
    }

    deinit {
        for file in files.values { fclose(file) }
    }
}
