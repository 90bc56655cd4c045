/// An algorithm of DNSKEY and RRSIG records, by its number in IANA's registry.
public struct SecurityAlgorithm: Hashable, Comparable, Sendable {
    public let number: UInt8

    public init(_ number: UInt8) {
        self.number = number
    }

    public static func < (left: SecurityAlgorithm, right: SecurityAlgorithm) -> Bool {
        left.number < right.number
    }

    /// What validating resolvers do with signatures of the algorithm (RFC 8624, RFC 9905, RFC 9906).
    public enum Standing: Sendable {
        case usable
        /// Some resolvers still verify it, others treat zones signed with it as unsigned.
        case deprecated
        /// No resolver verifies it, so that the zone counts as unsigned.
        case ignored
        /// Not known here, so that its signatures cannot be verified.
        case unknown
    }

    public var standing: Standing {
        switch number {
        case 8, 10, 13, 14, 15, 16: .usable
        case 5, 7: .deprecated
        case 1, 3, 6, 12: .ignored
        default: .unknown
        }
    }

    /// Whether signatures of the algorithm can be verified here.
    public var isVerifiable: Bool { standing == .usable || standing == .deprecated }

    /// Whether keys are RSA keys, whose length varies.
    public var isRSA: Bool { [1, 5, 7, 8, 10].contains(number) }
}

extension SecurityAlgorithm: CustomStringConvertible {
    /// The mnemonic with the number, as in "ECDSAP256SHA256 (13)".
    public var description: String {
        Self.mnemonics[number].map { "\($0) (\(number))" } ?? "\(number)"
    }

    private static let mnemonics: [UInt8: String] = [
        1: "RSAMD5", 3: "DSA", 5: "RSASHA1", 6: "DSA-NSEC3-SHA1", 7: "RSASHA1-NSEC3-SHA1", 8: "RSASHA256",
        10: "RSASHA512", 12: "ECC-GOST", 13: "ECDSAP256SHA256", 14: "ECDSAP384SHA384", 15: "ED25519", 16: "ED448",
    ]
}
