/// The certificates of a file, leaf first as servers want them, each with its place in the file.
///
/// Read from PEM with anything round and between the blocks (as `openssl s_client -showcerts` prints it), with any line
/// ends, or from one certificate in DER. Private keys are noticed and passed over: neither this value nor a problem
/// keeps anything of them.
public struct CertificateFile: Hashable, Sendable {
    /// How the certificates are written.
    public enum Encoding: Hashable, Sendable {
        case pem
        case der
    }

    /// A certificate and its place.
    public struct Entry: Hashable, Sendable {
        public let certificate: PresentedCertificate
        /// The bytes of its block, from `-----BEGIN` to the end of its END line without the line's end.
        public let range: Range<Int>
        /// The line of its BEGIN, from 1; in DER, 1.
        public let line: Int
    }

    /// The largest file that is read.
    public static let sizeLimit = 10_000_000
    /// The most certificates that are read from a file that is meant to be one server's chain or a list of roots.
    public static let certificateLimit = 1000
    /// The most problems that are kept, so that a file of broken blocks does not end in a report without end.
    public static let problemLimit = 100

    public let encoding: Encoding
    /// The certificates that could be read, in the order of the file.
    public let entries: [Entry]
    /// What is wrong with the file, in its order.
    public let problems: [CertificateFileProblem]

    /// Reads the contents of a file.
    public init(contents: [UInt8]) {
        var reader = CertificateFileReader(contents: contents)
        reader.read()
        encoding = reader.encoding
        entries = reader.entries
        problems = reader.problems
    }

    /// The certificates as a chain, or `nil` where there is none.
    public var chain: CertificateChain? { CertificateChain(entries.map(\.certificate)) }
}
