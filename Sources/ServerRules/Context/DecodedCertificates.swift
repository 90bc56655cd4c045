import Certificates
import Synchronization

/// The certificates of handshakes, each chain decoded once.
///
/// Many rules read the same handshake, and a remedy is tried by judging the same evidence again. Decoding takes much longer
/// than finding the text in a table.
enum DecodedCertificates {
    private struct Known {
        var files: [[String]: CertificateFile] = [:]
        /// The octets of their texts.
        var size = 0
    }

    private static let known = Mutex(Known())
    /// The number of octets of text that are kept, which is more than the evidence about most servers has. What is longer
    /// by itself is decoded each time.
    private static let limit = 4 << 20

    /// Returns the contents of PEM blocks.
    static func content(_ blocks: [String]) -> CertificateFile {
        if let file = known.withLock({ $0.files[blocks] }) { return file }
        let file = CertificateFile(contents: Array(blocks.joined(separator: "\n").utf8))
        let size = blocks.reduce(0) { $0 + $1.utf8.count }
        guard size <= limit else { return file }
        known.withLock { known in
            if known.size + size > limit { known = Known() }
            if known.files.updateValue(file, forKey: blocks) == nil { known.size += size }
        }
        return file
    }
}
