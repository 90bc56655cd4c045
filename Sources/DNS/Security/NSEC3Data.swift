/// How the names of an NSEC3 chain are hashed (RFC 5155 §5).
public struct NSEC3Parameters: Hashable, Sendable {
    public let algorithm: UInt8
    public let iterations: UInt16
    public let salt: [UInt8]

    /// Reads the fields that NSEC3 and NSEC3PARAM records begin with.
    ///
    /// - Returns: `nil` if the RDATA is too short.
    public init?(_ rdata: [UInt8]) {
        guard rdata.count >= 5, rdata.count >= 5 + Int(rdata[4]) else { return nil }
        algorithm = rdata[0]
        iterations = UInt16(rdata[2]) << 8 | UInt16(rdata[3])
        salt = Array(rdata[5..<5 + Int(rdata[4])])
    }

    /// Whether names can be hashed here: SHA-1 is the only algorithm there is.
    public var isComputable: Bool { algorithm == 1 }

    /// The hash of a name in wire form and lower case.
    public func hash(_ wire: [UInt8]) -> [UInt8] {
        var digest = SHA.digest(.sha1, of: wire + salt)
        for _ in 0..<iterations { digest = SHA.digest(.sha1, of: digest + salt) }
        return digest
    }
}

extension NSEC3Parameters: CustomStringConvertible {
    /// The fields as in an NSEC3PARAM record, without the flags: "SHA-1, 10 iterations, salt AABB".
    public var description: String {
        let digits = Array("0123456789ABCDEF".utf8)
        let text = salt.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        let hash = algorithm == 1 ? "SHA-1" : "hash algorithm \(algorithm)"
        let count = "\(iterations) iteration\(iterations == 1 ? "" : "s")"
        return "\(hash), \(count), \(salt.isEmpty ? "no salt" : "salt \(String(decoding: text, as: UTF8.self))")"
    }
}

/// The data of an NSEC3 record (RFC 5155 §3).
public struct NSEC3Data: Sendable {
    public let parameters: NSEC3Parameters
    /// Whether unsigned delegations between this owner and the next may have no NSEC3 record (RFC 5155 §6).
    public let isOptOut: Bool
    /// The hash of the next owner of the chain.
    public let next: [UInt8]
    public let types: TypeSet

    /// - Returns: `nil` if the RDATA is not well-formed.
    public init?(_ rdata: [UInt8]) {
        guard let parameters = NSEC3Parameters(rdata) else { return nil }
        let at = 5 + parameters.salt.count
        guard at < rdata.count, at + 1 + Int(rdata[at]) <= rdata.count else { return nil }
        self.parameters = parameters
        isOptOut = rdata[1] & 1 != 0
        let end = at + 1 + Int(rdata[at])
        next = Array(rdata[at + 1..<end])
        types = TypeSet(windows: rdata[end...])
    }
}

/// Base32 with the extended hexadecimal alphabet and no padding, as in the owners of NSEC3 records (RFC 4648 §7).
public enum Base32Hex {
    /// - Returns: `nil` if the text has other characters, or bits that do not fill an octet are not zero.
    public static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var octets: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text {
            let lower = asciiLowercased(byte)
            let value: UInt8
            switch lower {
            case 0x30...0x39: value = lower - 0x30
            case 0x61...0x76: value = lower - 0x61 + 10
            default: return nil
            }
            bits = bits << 5 | UInt32(value)
            count += 5
            if count >= 8 {
                count -= 8
                octets.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
                bits &= (1 << UInt32(count)) - 1
            }
        }
        return bits == 0 && count < 5 ? octets : nil
    }

    public static func encode(_ octets: [UInt8]) -> String {
        let alphabet = Array("0123456789abcdefghijklmnopqrstuv".utf8)
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for octet in octets {
            bits = bits << 8 | UInt32(octet)
            count += 8
            while count >= 5 {
                count -= 5
                text.append(alphabet[Int(bits >> UInt32(count) & 31)])
                bits &= (1 << UInt32(count)) - 1
            }
        }
        if count > 0 { text.append(alphabet[Int(bits << UInt32(5 - count) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
