/// The kind and size of a certificate's public key.
public enum PublicKeyKind: Hashable, Sendable, CustomStringConvertible {
    case rsa(bits: Int)
    /// An elliptic curve, by its usual name (P-256) or object identifier.
    case ellipticCurve(name: String, bits: Int)
    case ed25519
    case ed448
    case dsa(bits: Int)
    /// Any other algorithm, by its object identifier.
    case other(String)

    /// The usual notation: `RSA 2048 bits`, `EC P-256`.
    public var description: String {
        switch self {
        case .rsa(let bits): "RSA \(bits) bits"
        case .ellipticCurve(let name, _): "EC \(name)"
        case .ed25519: "Ed25519"
        case .ed448: "Ed448"
        case .dsa(let bits): "DSA \(bits) bits"
        case .other(let identifier): "algorithm \(identifier)"
        }
    }
}

/// The algorithm of a certificate's signature.
public struct SignatureKind: Hashable, Sendable, CustomStringConvertible {
    /// The hash that is signed. It is part of the algorithm in Ed25519 and Ed448.
    public enum Hash: String, Hashable, Sendable {
        case md2 = "MD2"
        case md5 = "MD5"
        case sha1 = "SHA-1"
        case sha224 = "SHA-224"
        case sha256 = "SHA-256"
        case sha384 = "SHA-384"
        case sha512 = "SHA-512"
        case intrinsic
        case unknown
    }

    /// The algorithm's dotted object identifier.
    public let identifier: String
    /// The hash; for RSA-PSS it is in the parameters.
    public let hash: Hash
    /// The usual notation: `RSA with SHA-256`.
    public let description: String

    init(identifier: String, pssHash: Hash? = nil) {
        self.identifier = identifier
        let (scheme, hash) = Self.known[identifier] ?? ("algorithm \(identifier)", .unknown)
        self.hash = pssHash ?? hash
        description =
            switch self.hash {
            case .intrinsic, .unknown: scheme
            default: "\(scheme) with \(self.hash.rawValue)"
            }
    }

    static let pssIdentifier = "1.2.840.113549.1.1.10"

    // RFC 3279 §2.2, RFC 4055 §5, RFC 5758 §3, RFC 8410 §3.
    private static let known: [String: (String, Hash)] = [
        "1.2.840.113549.1.1.2": ("RSA", .md2), "1.2.840.113549.1.1.4": ("RSA", .md5),
        "1.2.840.113549.1.1.5": ("RSA", .sha1), "1.2.840.113549.1.1.14": ("RSA", .sha224),
        "1.2.840.113549.1.1.11": ("RSA", .sha256), "1.2.840.113549.1.1.12": ("RSA", .sha384),
        "1.2.840.113549.1.1.13": ("RSA", .sha512), pssIdentifier: ("RSA-PSS", .unknown),
        "1.2.840.10045.4.1": ("ECDSA", .sha1), "1.2.840.10045.4.3.1": ("ECDSA", .sha224),
        "1.2.840.10045.4.3.2": ("ECDSA", .sha256), "1.2.840.10045.4.3.3": ("ECDSA", .sha384),
        "1.2.840.10045.4.3.4": ("ECDSA", .sha512), "1.2.840.10040.4.3": ("DSA", .sha1),
        "2.16.840.1.101.3.4.3.1": ("DSA", .sha224), "2.16.840.1.101.3.4.3.2": ("DSA", .sha256),
        "1.3.101.112": ("Ed25519", .intrinsic), "1.3.101.113": ("Ed448", .intrinsic),
    ]

    // RFC 4055 §2.1.
    static let hashes: [String: Hash] = [
        "1.3.14.3.2.26": .sha1, "2.16.840.1.101.3.4.2.4": .sha224, "2.16.840.1.101.3.4.2.1": .sha256,
        "2.16.840.1.101.3.4.2.2": .sha384, "2.16.840.1.101.3.4.2.3": .sha512,
    ]
}
