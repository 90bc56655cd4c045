/// Why bytes are not a certificate that can be read.
public enum CertificateDefect: Error, Hashable, Sendable {
    /// Nothing at all.
    case empty
    /// The encoding announces more bytes than there are.
    case truncated(expected: Int, found: Int)
    /// Bytes after the end of the certificate.
    case trailingBytes(Int)
    /// Larger than any certificate is.
    case tooLarge(Int)
    /// Well encoded, but something else.
    case somethingElse(EncodedThing)
    /// Damaged: where the encoding or the certificate's structure breaks.
    case malformed(String)

    /// The defect in words.
    public var text: String {
        switch self {
        case .empty: "it holds nothing"
        case .truncated(let expected, let found): "it is cut short: \(expected) bytes are announced, \(found) are there"
        case .trailingBytes(let count):
            "\(count) byte\(count == 1 ? " follows" : "s follow") the end of the certificate"
        case .tooLarge(let count): "its \(count) bytes are more than any certificate has"
        case .somethingElse(let thing): "it is \(thing.text), not a certificate"
        case .malformed(let part): "it is damaged: \(part) cannot be read"
        }
    }
}

/// What DER that is not a certificate looks like.
public enum EncodedThing: Hashable, Sendable {
    case privateKey
    case encryptedPrivateKey
    case publicKey
    case certificateRequest
    case pkcs7
    case pkcs12

    /// The thing in words, with its article.
    public var text: String {
        switch self {
        case .privateKey: "a private key"
        case .encryptedPrivateKey: "an encrypted private key"
        case .publicKey: "a public key"
        case .certificateRequest: "a certificate request (CSR)"
        case .pkcs7: "a PKCS #7 bundle"
        case .pkcs12: "a PKCS #12 (.p12, .pfx) bundle"
        }
    }

    /// Whether the thing holds a secret, so that nothing of it may be shown.
    public var isSecret: Bool { self == .privateKey || self == .encryptedPrivateKey || self == .pkcs12 }
}
