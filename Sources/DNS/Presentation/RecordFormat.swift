/// The fields of the RDATA of a type in a zone file.
public struct RecordFormat: Sendable {
    public let fields: [Field]
    /// Whether ldns encodes the checked fields; see Sources/DNS/README.md.
    let isEncodedByLDNS: Bool

    init(_ fields: [Field], ldns: Bool = false) {
        self.fields = fields
        isEncodedByLDNS = ldns
    }

    /// One field of the presentation form.
    public struct Field: Sendable {
        /// The name in messages, such as "priority" or "key tag".
        public let name: String
        public let kind: Kind

        init(_ name: String, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    /// The form of a field in a zone file and on the wire.
    public enum Kind: Sendable, Equatable {
        /// A domain name, absolute or below the origin.
        case name
        /// The signer of RRSIG, which has at most as many labels as were signed.
        case signer
        /// Decimal numbers of one, two, four and eight octets.
        case uint8, uint16, uint32, uint64
        /// Seconds, or BIND's time units.
        case seconds
        /// `YYYYMMDDHHmmSS` or seconds since 1970 (RFC 4034 §3.2).
        case time
        case ipv4, ipv6
        /// Four groups of hexadecimal digits (RFC 6742).
        case locator64
        /// Two-digit hexadecimal groups joined by `-` (RFC 7043).
        case eui(octets: Int)
        /// A character string of at most 255 octets.
        case string
        /// An optional character string.
        case optionalString
        /// One or more character strings.
        case strings
        /// The rest of the RDATA as a quoted string without a length octet (URI).
        case quotedText
        /// The rest of the RDATA as a string, quoted or not, without a length octet (CAA).
        case text
        /// Letters and digits only (CAA).
        case tag
        /// The substitution expression of NAPTR.
        case substitution
        /// At least four digits (X25).
        case digits
        /// A type mnemonic, `TYPEn` or a number.
        case recordType
        /// A set of types, as in NSEC or as in NXT.
        case typeBitmap(mayBeEmpty: Bool)
        case nxtBitmap
        case algorithm, digestType, certificateType, keyFlags, noKeyFlags, keyProtocol, hashAlgorithm, syncScheme
        /// Base64 in all remaining fields.
        case base64
        case optionalBase64
        /// Base64 that is absent if the flags mean "no key".
        case keyData
        /// Base64, or `-` for no data (DOA).
        case dashedBase64
        /// The host identity tag and the key of HIP, one field each.
        case hitHex, hitKey
        case names
        /// Hexadecimal digits in all remaining fields.
        case hex
        /// Hexadecimal digits whose number depends on an octet before them.
        case dsDigest, sshFingerprint, zoneDigest
        /// Hexadecimal digits, or `-`; with a length octet on the wire.
        case salt
        /// Base32hex without padding; with a length octet on the wire.
        case nextHash
        /// Fields of IPSECKEY and AMTRELAY. The form of the last one depends on the type field.
        case gatewayType, gateway
        case discovery, relayType, relay
        case prefixLength, addressSuffix, prefixName
        case serviceParameters
        case wksProtocol, wksServices
        case nsap, atmAddress
        case addressPrefixes
        case location
    }
}

extension RecordFormat {
    /// The format of a type; `nil` if it has only the generic form `\# length hex`.
    public static func of(_ type: RecordType) -> RecordFormat? {
        let number = Int(type.rawValue)
        if number < table.count { return table[number] }
        return number == 32768 || number == 32769 ? delegationSigner : nil
    }

    private static let table: [RecordFormat?] = {
        var table = [RecordFormat?](repeating: nil, count: 265)
        for (number, format) in assigned { table[number] = format }
        return table
    }()
}
