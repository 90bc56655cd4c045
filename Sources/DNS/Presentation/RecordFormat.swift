/// The fields that the RDATA of a type has in a zone file, in order.
public struct RecordFormat: Sendable {
    public let fields: [Field]
    /// Whether the checked fields are handed to ldns to be encoded; see Sources/DNS/README.md.
    let isEncodedByLDNS: Bool

    init(_ fields: [Field], ldns: Bool = false) {
        self.fields = fields
        isEncodedByLDNS = ldns
    }

    /// One field of the presentation form.
    public struct Field: Sendable {
        /// As messages call it: "priority", "key tag".
        public let name: String
        public let kind: Kind

        init(_ name: String, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    /// How a field is written and what it becomes on the wire.
    public enum Kind: Sendable, Equatable {
        /// A domain name, absolute or below the origin.
        case name
        /// The signer of RRSIG, which has no more labels than were signed.
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
        /// The same, and it may be left out.
        case optionalString
        /// One or more character strings.
        case strings
        /// The rest of the RDATA as one quoted string without a length octet (URI).
        case quotedText
        /// The same, quoted or not (CAA).
        case text
        /// Letters and digits only (CAA).
        case tag
        /// The substitution expression of NAPTR.
        case substitution
        /// Four digits or more (X25).
        case digits
        /// A type mnemonic, `TYPEn` or a number.
        case recordType
        /// A set of types as NSEC has them, and as NXT had them.
        case typeBitmap(mayBeEmpty: Bool)
        case nxtBitmap
        case algorithm, digestType, certificateType, keyFlags, noKeyFlags, keyProtocol, hashAlgorithm, syncScheme
        /// Base64 over all fields left.
        case base64
        case optionalBase64
        /// Base64 that is absent when the flags say there is no key.
        case keyData
        /// Base64, or `-` for nothing (DOA).
        case dashedBase64
        /// The host identity tag and the key of HIP, one field each.
        case hitHex, hitKey
        case names
        /// Hexadecimal over all fields left.
        case hex
        /// Hexadecimal whose length the octet before it decides.
        case dsDigest, sshFingerprint, zoneDigest
        /// A length octet and hexadecimal, or `-`.
        case salt
        /// A length octet and base32hex without padding.
        case nextHash
        /// IPSECKEY and AMTRELAY: what it is depends on the type field before it.
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
    /// The format of a type, or `nil` when it has none and only the generic form `\# length hex` can be read.
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
