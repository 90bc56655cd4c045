/// The certificates of a file, the leaf first as servers require, each with its position in the file.
///
/// The file is PEM, with any text around the blocks (as in the output of `openssl s_client -showcerts`) and any line
/// endings, or one certificate in DER. Private keys are reported and skipped: neither this value nor a problem keeps
/// anything of them.
public struct CertificateFile: Hashable, Sendable {
    /// The encoding of a file.
    public enum Encoding: Hashable, Sendable {
        case pem
        case der
    }

    /// A certificate and its position.
    public struct Entry: Hashable, Sendable {
        public let certificate: PresentedCertificate
        /// The bytes of its block, from `-----BEGIN` to the end of its END line, without the line break.
        public let range: Range<Int>
        /// The number of its BEGIN line, from 1; 1 for DER.
        public let line: Int
    }

    /// The maximum size of a file in bytes.
    public static let sizeLimit = 10_000_000
    /// The maximum number of certificates that are read, which is ample for a chain or a list of roots.
    public static let certificateLimit = 1000
    /// The maximum number of problems that are kept, so that a file of broken blocks does not make an endless report.
    public static let problemLimit = 100

    public let encoding: Encoding
    /// The certificates that could be read, in the order of the file.
    public let entries: [Entry]
    /// The problems of the file, in its order.
    public let problems: [CertificateFileProblem]

    /// Reads the contents of a file.
    public init(contents: [UInt8]) {
        var reader = CertificateFileReader(contents: contents)
        reader.read()
        encoding = reader.encoding
        entries = reader.entries
        problems = reader.problems
    }

    /// The certificates as a chain; `nil` if there are none.
    public var chain: CertificateChain? { CertificateChain(entries.map(\.certificate)) }
}
