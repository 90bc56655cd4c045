/// What a certificate's key may be used for (RFC 5280 §4.2.1.3).
public struct KeyUsages: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    public static let digitalSignature = KeyUsages(rawValue: 1 << 0)
    public static let nonRepudiation = KeyUsages(rawValue: 1 << 1)
    public static let keyEncipherment = KeyUsages(rawValue: 1 << 2)
    public static let dataEncipherment = KeyUsages(rawValue: 1 << 3)
    public static let keyAgreement = KeyUsages(rawValue: 1 << 4)
    public static let certificateSigning = KeyUsages(rawValue: 1 << 5)
    public static let revocationListSigning = KeyUsages(rawValue: 1 << 6)
    public static let encipherOnly = KeyUsages(rawValue: 1 << 7)
    public static let decipherOnly = KeyUsages(rawValue: 1 << 8)

    /// The usages that are set, by their names in RFC 5280.
    public var names: [String] {
        Self.all.indices.filter { rawValue & (1 << $0) != 0 }.map { Self.all[$0] }
    }

    private static let all = [
        "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign",
        "cRLSign", "encipherOnly", "decipherOnly",
    ]
}

/// A purpose that a certificate was issued for (RFC 5280 §4.2.1.12).
public struct KeyPurpose: Hashable, Sendable {
    /// The purpose's dotted object identifier.
    public let identifier: String

    public static let serverAuthentication = KeyPurpose(identifier: "1.3.6.1.5.5.7.3.1")
    public static let clientAuthentication = KeyPurpose(identifier: "1.3.6.1.5.5.7.3.2")
    public static let any = KeyPurpose(identifier: "2.5.29.37.0")

    /// The usual name, or the object identifier.
    public var name: String {
        switch identifier {
        case "1.3.6.1.5.5.7.3.1": "serverAuth"
        case "1.3.6.1.5.5.7.3.2": "clientAuth"
        case "1.3.6.1.5.5.7.3.3": "codeSigning"
        case "1.3.6.1.5.5.7.3.4": "emailProtection"
        case "1.3.6.1.5.5.7.3.8": "timeStamping"
        case "1.3.6.1.5.5.7.3.9": "OCSPSigning"
        case "2.5.29.37.0": "anyExtendedKeyUsage"
        default: identifier
        }
    }
}

/// Whether a certificate may issue others (RFC 5280 §4.2.1.9).
public struct BasicConstraints: Hashable, Sendable {
    /// Whether it is the certificate of a certificate authority.
    public let isAuthority: Bool
    /// How many intermediate certificates may follow; `nil` without a limit.
    public let pathLength: Int?
}
