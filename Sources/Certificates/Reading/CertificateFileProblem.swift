/// Something wrong with a certificate file, with the place it is at.
public struct CertificateFileProblem: Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        case emptyFile
        /// The file is larger than the limit, in bytes; nothing was read.
        case fileTooLarge(limit: Int)
        /// More certificates than the limit; the rest was not read.
        case tooManyCertificates(limit: Int)
        /// UTF-16 text, as Windows editors save it: no server reads that.
        case utf16
        /// A UTF-8 byte order mark: OpenSSL does not see the first block behind it.
        case byteOrderMark
        /// No certificate in the whole file.
        case noCertificate
        /// A private key. Nothing of it was decoded or kept, and the range covers the marker line alone.
        case privateKey
        /// The certificate's block has no END line: the file was cut short.
        case unterminatedBlock(label: String)
        /// An END line without its BEGIN.
        case endWithoutBegin(label: String)
        /// The END line names something else than the BEGIN line.
        case labelsDiffer(begin: String, end: String)
        /// A character that base64 does not have; the range is that character.
        case invalidCharacter(UInt8)
        /// The base64 text ends in the middle of a group: characters are missing.
        case incompleteBase64
        /// The block is base64, but not of a certificate.
        case badCertificate(CertificateDefect)
        /// A block that is neither a certificate nor a key, such as `DH PARAMETERS`; nothing is wrong with it.
        case otherBlock(label: String)
        /// A PKCS #7 bundle (`.p7b`), in PEM or DER.
        case pkcs7
        /// A PKCS #12 bundle (`.p12`, `.pfx`).
        case pkcs12
        /// Blanks before `-----BEGIN`: OpenSSL does not see such a block.
        case indentedMarker
    }

    /// What is wrong.
    public let kind: Kind
    /// The bytes of the file it is about.
    public let range: Range<Int>
    /// The line it is on, from 1.
    public let line: Int
    /// The number of the certificate block it is about, from 1, where it is about one.
    public let block: Int?

    /// Whether a server that is given this file would do without the certificate, or not start.
    public var isError: Bool {
        switch kind {
        case .otherBlock, .privateKey: false
        default: true
        }
    }

    /// The problem in a sentence without its place. It quotes nothing of the file but block labels and one character.
    public var message: String {
        switch kind {
        case .emptyFile: "the file is empty"
        case .fileTooLarge(let limit): "the file is larger than \(limit / 1_000_000) MB, so it was not read"
        case .tooManyCertificates(let limit): "the file holds more than \(limit) certificates; the rest was not read"
        case .utf16: "the file is UTF-16 text; save it as plain ASCII or UTF-8"
        case .byteOrderMark: "the file begins with a byte order mark, behind which OpenSSL does not see the first block"
        case .noCertificate: "the file holds no certificate"
        case .privateKey:
            "the file holds a private key; nothing of it was read. Give the certificate chain alone (fullchain.pem)"
        case .unterminatedBlock(let label): "the \(label) block has no END line: the file is cut short"
        case .endWithoutBegin(let label): "this END \(label) line has no BEGIN line before it"
        case .labelsDiffer(let begin, let end): "the block begins as \(begin) and ends as \(end)"
        case .invalidCharacter(let byte): "\(Self.name(of: byte)) cannot stand in base64: the certificate is damaged"
        case .incompleteBase64: "the base64 text of the certificate is incomplete: characters are missing"
        case .badCertificate(let defect): "the block is no certificate that can be read: \(defect.text)"
        case .otherBlock(let label): "the \(label) block is not a certificate and was passed over"
        case .pkcs7:
            "this is a PKCS #7 bundle; extract its certificates with `openssl pkcs7 -print_certs`, with `-inform DER` "
                + "if it is binary"
        case .pkcs12:
            "this is a PKCS #12 bundle, which also holds the private key; extract its certificates with "
                + "`openssl pkcs12 -nokeys`"
        case .indentedMarker: "blanks before -----BEGIN: OpenSSL does not see such a block"
        }
    }

    private static func name(of byte: UInt8) -> String {
        (0x21...0x7E).contains(byte)
            ? "'\(Character(Unicode.Scalar(byte)))'" : "the byte 0x\(AlternativeName.hexadecimal(byte).uppercased())"
    }
}
