/// The data of a DNSKEY or CDNSKEY record (RFC 4034 §2).
public struct DNSKEYData: Hashable, Sendable {
    /// The RDATA in wire form.
    public let rdata: [UInt8]

    /// - Returns: `nil` if the RDATA is too short.
    public init?(_ rdata: [UInt8]) {
        guard rdata.count > 4 else { return nil }
        self.rdata = rdata
    }

    public var flags: UInt16 { UInt16(rdata[0]) << 8 | UInt16(rdata[1]) }
    public var protocolNumber: UInt8 { rdata[2] }
    public var algorithm: SecurityAlgorithm { SecurityAlgorithm(rdata[3]) }
    public var publicKey: [UInt8] { Array(rdata[4...]) }

    /// Whether signatures of the key may be used at all (RFC 4034 §2.1.1, §2.1.2).
    public var isZoneKey: Bool { flags & 0x0100 != 0 && protocolNumber == 3 }
    /// Whether the key is marked as a secure entry point, which is what key-signing keys are.
    public var isSecureEntryPoint: Bool { flags & 1 != 0 }
    /// Whether the key is revoked (RFC 5011 §2.1).
    public var isRevoked: Bool { flags & 0x0080 != 0 }
    /// Whether a CDNSKEY record asks the parent to remove the DS records (RFC 8078 §4).
    public var isDeletion: Bool { flags == 0 && protocolNumber == 3 && algorithm.number == 0 }

    /// The key tag (RFC 4034 appendix B).
    public var keyTag: UInt16 {
        if algorithm.number == 1 {
            // RSAMD5 has its own (appendix B.1).
            return rdata.count < 7 ? 0 : UInt16(rdata[rdata.count - 3]) << 8 | UInt16(rdata[rdata.count - 2])
        }
        var sum: UInt32 = 0
        for (index, octet) in rdata.enumerated() { sum &+= index & 1 == 0 ? UInt32(octet) << 8 : UInt32(octet) }
        sum &+= sum >> 16 & 0xFFFF
        return UInt16(truncatingIfNeeded: sum)
    }

    /// The length of an RSA key in bits; `nil` for other keys.
    public var rsaLength: Int? {
        guard algorithm.isRSA, let modulus = PublicKeyEncoding.rsaNumbers(publicKey)?.modulus, let first = modulus.first
        else { return nil }
        return modulus.count * 8 - first.leadingZeroBitCount
    }

    /// The length of the public exponent of an RSA key in bits; `nil` for other keys.
    public var rsaExponentLength: Int? {
        guard algorithm.isRSA, let exponent = PublicKeyEncoding.rsaNumbers(publicKey)?.exponent,
            let first = exponent.first
        else { return nil }
        return exponent.count * 8 - first.leadingZeroBitCount
    }

    /// Whether the public key has the form that its algorithm requires, and numbers that OpenSSL computes with.
    public var isUsable: Bool { SignatureVerifier(algorithm: algorithm.number, publicKey: publicKey) != nil }
}
