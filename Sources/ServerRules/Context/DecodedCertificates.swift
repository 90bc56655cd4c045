import Certificates
import Synchronization

/// The certificates of handshakes, each chain decoded once.
///
/// Many rules read the same handshake, and a remedy is tried by judging the same evidence again. Decoding takes much longer
/// than finding the text in a table.
enum DecodedCertificates {
    private static let known = Mutex<[[String]: CertificateFile]>([:])
    /// The number of chains that are kept, which is more than the evidence about most servers has.
    private static let limit = 256
    /// Longer texts are not certificates of web servers, and are not kept.
    private static let sizeLimit = 32_768

    /// Returns the contents of PEM blocks.
    static func content(_ blocks: [String]) -> CertificateFile {
        if let file = known.withLock({ $0[blocks] }) { return file }
        let file = CertificateFile(contents: Array(blocks.joined(separator: "\n").utf8))
        guard blocks.reduce(0, { $0 + $1.utf8.count }) <= sizeLimit else { return file }
        known.withLock { known in
            if known.count >= limit { known.removeAll(keepingCapacity: true) }
            known[blocks] = file
        }
        return file
    }
}
