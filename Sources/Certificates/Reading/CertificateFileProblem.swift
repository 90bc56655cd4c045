/// A problem of a certificate file, with its position.
public struct CertificateFileProblem: Hashable, Sendable {
    /// The kind of a problem.
    public enum Kind: Hashable, Sendable {
        case emptyFile
        /// The file is larger than the limit, in bytes; nothing was read.
        case fileTooLarge(limit: Int)
        /// There are more certificates than the limit; the others were not read.
        case tooManyCertificates(limit: Int)
        /// UTF-16 text, as some Windows editors save it, which no server can read.
        case utf16
        /// A UTF-8 byte order mark, after which OpenSSL does not recognise the first block.
        case byteOrderMark
        /// The file has no certificate.
        case noCertificate
        /// A private key. Nothing of it was decoded or kept, and the range is only the marker line.
        case privateKey
        /// The certificate's block has no END line: the file is truncated.
        case unterminatedBlock(label: String)
        /// An END line without a BEGIN line.
        case endWithoutBegin(label: String)
        /// The END line has another label than the BEGIN line.
        case labelsDiffer(begin: String, end: String)
        /// A character that is not base64; the range is that character.
        case invalidCharacter(UInt8)
        /// The base64 text ends in the middle of a group: characters are missing.
        case incompleteBase64
        /// The block is base64, but not a certificate.
        case badCertificate(CertificateDefect)
        /// A block that is neither a certificate nor a key, such as `DH PARAMETERS`, which is allowed.
        case otherBlock(label: String)
        /// A PKCS #7 bundle (`.p7b`), in PEM or DER.
        case pkcs7
        /// A PKCS #12 bundle (`.p12`, `.pfx`).
        case pkcs12
        /// Spaces before `-----BEGIN`: OpenSSL does not recognise such a block.
        case indentedMarker
    }

    /// The kind of the problem.
    public let kind: Kind
    /// The bytes of the file that the problem is about.
    public let range: Range<Int>
    /// The number of the line, from 1.
    public let line: Int
    /// The number of the certificate block, from 1, if the problem is about one.
    public let block: Int?

    /// Whether a server with this file would not use the certificate, or not start.
    public var isError: Bool {
        switch kind {
        case .otherBlock, .privateKey: false
        default: true
        }
    }

    /// The problem as a sentence without its position. It quotes only block labels and one character of the file.
    public var message: String {
        switch kind {
        case .emptyFile: "the file is empty"
        case .fileTooLarge(let limit): "the file is larger than \(limit / 1_000_000) MB and was not read"
        case .tooManyCertificates(let limit): "the file has more than \(limit) certificates; the others were not read"
        case .utf16: "the file is UTF-16 text; save it as plain ASCII or UTF-8"
        case .byteOrderMark: "the file begins with a byte order mark, so OpenSSL does not recognise the first block"
        case .noCertificate: "the file has no certificate"
        case .privateKey:
            "the file has a private key, which was not read; use a file with the certificate chain only (fullchain.pem)"
        case .unterminatedBlock(let label): "the \(label) block has no END line: the file is truncated"
        case .endWithoutBegin(let label): "the END \(label) line has no BEGIN line"
        case .labelsDiffer(let begin, let end): "the block begins as \(begin) and ends as \(end)"
        case .invalidCharacter(let byte): "\(Self.name(of: byte)) is not a base64 character: the certificate is damaged"
        case .incompleteBase64: "the base64 text of the certificate is incomplete"
        case .badCertificate(let defect): "the block cannot be read as a certificate: \(defect.text)"
        case .otherBlock(let label): "the \(label) block is not a certificate and was skipped"
        case .pkcs7:
            "the file is a PKCS #7 bundle; extract its certificates with `openssl pkcs7 -print_certs`, adding "
                + "`-inform DER` if it is binary"
        case .pkcs12:
            "the file is a PKCS #12 bundle, which includes the private key; extract its certificates with "
                + "`openssl pkcs12 -nokeys`"
        case .indentedMarker: "there are spaces before -----BEGIN, so OpenSSL does not recognise the block"
        }
    }

    private static func name(of byte: UInt8) -> String {
        (0x21...0x7E).contains(byte)
            ? "'\(Character(Unicode.Scalar(byte)))'" : "the byte 0x\(AlternativeName.hexadecimal(byte).uppercased())"
    }
}
