/// Converts the keys and signatures of DNSSEC to the encodings of X.509, which OpenSSL reads.
enum PublicKeyEncoding {
    /// The largest modulus that DNSSEC allows (RFC 3110 §2).
    private static let maximumModulus = 512
    /// With a larger exponent, OpenSSL takes very long, and refuses the key if its modulus has more than 3072 bits.
    private static let maximumExponent = 8

    /// The SubjectPublicKeyInfo of RFC 5280 for the public key field of a DNSKEY record.
    ///
    /// - Returns: `nil` if the algorithm is not supported, or the field does not have its form.
    static func subjectPublicKeyInfo(algorithm: UInt8, _ key: [UInt8]) -> [UInt8]? {
        switch algorithm {
        case 5, 7, 8, 10: return rsa(key)
        case 13 where key.count == 64: return ellipticP256 + key
        case 14 where key.count == 96: return ellipticP384 + key
        case 15 where key.count == 32:
            return [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0] + key
        case 16 where key.count == 57:
            return [0x30, 0x43, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x71, 0x03, 0x3A, 0] + key
        default: return nil
        }
    }

    private static let ellipticP256: [UInt8] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
        0xCE,
        0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ]
    private static let ellipticP384: [UInt8] = [
        0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x05, 0x2B, 0x81, 0x04,
        0x00,
        0x22, 0x03, 0x62, 0x00, 0x04,
    ]
    /// The object identifier of rsaEncryption with its NULL parameters.
    private static let rsaAlgorithm: [UInt8] = [
        0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00,
    ]

    private static func rsa(_ key: [UInt8]) -> [UInt8]? {
        guard let (exponent, modulus) = rsaNumbers(key),
            modulus.count <= maximumModulus, exponent.count <= maximumExponent
        else { return nil }
        let numbers = element(0x30, integer(modulus) + integer(exponent))
        return element(0x30, rsaAlgorithm + element(0x03, [0] + numbers))
    }

    /// The exponent and modulus of a key (RFC 3110 §2), without leading zeros.
    static func rsaNumbers(_ key: [UInt8]) -> (exponent: ArraySlice<UInt8>, modulus: ArraySlice<UInt8>)? {
        guard key.count > 3 else { return nil }
        let (start, length) = key[0] == 0 ? (3, Int(key[1]) << 8 | Int(key[2])) : (1, Int(key[0]))
        guard length > 0, start + length < key.count else { return nil }
        let exponent = key[start..<start + length].drop { $0 == 0 }
        let modulus = key[(start + length)...].drop { $0 == 0 }
        return exponent.isEmpty || modulus.isEmpty ? nil : (exponent, modulus)
    }

    /// The ECDSA-Sig-Value of RFC 3279 §2.2.3 for the two numbers of a signature (RFC 6605 §4).
    static func signature(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> [UInt8] {
        element(0x30, integer(first) + integer(second))
    }

    /// An INTEGER in DER, which has no leading zeros except before a set sign bit.
    private static func integer(_ number: ArraySlice<UInt8>) -> [UInt8] {
        var digits = Array(number.drop { $0 == 0 })
        if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
        return element(0x02, digits)
    }

    private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        switch content.count {
        case ..<0x80: [tag, UInt8(content.count)] + content
        case ..<0x100: [tag, 0x81, UInt8(content.count)] + content
        default: [tag, 0x82, UInt8(content.count >> 8 & 0xFF), UInt8(content.count & 0xFF)] + content
        }
    }
}
