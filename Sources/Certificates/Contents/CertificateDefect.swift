/// Why bytes cannot be read as a certificate.
public enum CertificateDefect: Error, Hashable, Sendable {
    /// There are no bytes.
    case empty
    /// The length in the encoding is greater than the number of bytes.
    case truncated(expected: Int, found: Int)
    /// There are bytes after the end of the certificate.
    case trailingBytes(Int)
    /// It is larger than any real certificate.
    case tooLarge(Int)
    /// The encoding is valid, but it is something else.
    case somethingElse(EncodedThing)
    /// It is damaged; which part of the certificate.
    case malformed(String)

    /// The defect as a clause about "it".
    public var text: String {
        switch self {
        case .empty: "it is empty"
        case .truncated(let expected, let found): "it is truncated: expected \(expected) bytes, found \(found)"
        case .trailingBytes(let count):
            "there \(count == 1 ? "is 1 byte" : "are \(count) bytes") after the end of the certificate"
        case .tooLarge(let count): "it has \(count) bytes, more than any certificate"
        case .somethingElse(let thing): "it is \(thing.text), not a certificate"
        case .malformed(let part): "it is damaged: cannot read \(part)"
        }
    }
}

/// What DER appears to be if it is not a certificate.
public enum EncodedThing: Hashable, Sendable {
    case privateKey
    case encryptedPrivateKey
    case publicKey
    case certificateRequest
    case pkcs7
    case pkcs12

    /// The name of the thing, with its article.
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
}
