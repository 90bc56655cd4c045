/// IANA's registry of resource record types (https://www.iana.org/assignments/dns-parameters, 2026-07), which includes
/// types that are newer than the installed ldns.
enum RecordTypeRegistry {
    /// The number and mnemonic of every assigned type.
    static let assigned: [(number: UInt16, mnemonic: StaticString)] = [
        (1, "A"), (2, "NS"), (3, "MD"), (4, "MF"), (5, "CNAME"), (6, "SOA"), (7, "MB"), (8, "MG"), (9, "MR"),
        (10, "NULL"), (11, "WKS"), (12, "PTR"), (13, "HINFO"), (14, "MINFO"), (15, "MX"), (16, "TXT"), (17, "RP"),
        (18, "AFSDB"), (19, "X25"), (20, "ISDN"), (21, "RT"), (22, "NSAP"), (23, "NSAP-PTR"), (24, "SIG"),
        (25, "KEY"), (26, "PX"), (27, "GPOS"), (28, "AAAA"), (29, "LOC"), (30, "NXT"), (31, "EID"), (32, "NIMLOC"),
        (33, "SRV"), (34, "ATMA"), (35, "NAPTR"), (36, "KX"), (37, "CERT"), (38, "A6"), (39, "DNAME"), (40, "SINK"),
        (41, "OPT"), (42, "APL"), (43, "DS"), (44, "SSHFP"), (45, "IPSECKEY"), (46, "RRSIG"), (47, "NSEC"),
        (48, "DNSKEY"), (49, "DHCID"), (50, "NSEC3"), (51, "NSEC3PARAM"), (52, "TLSA"), (53, "SMIMEA"), (55, "HIP"),
        (56, "NINFO"), (57, "RKEY"), (58, "TALINK"), (59, "CDS"), (60, "CDNSKEY"), (61, "OPENPGPKEY"),
        (62, "CSYNC"), (63, "ZONEMD"), (64, "SVCB"), (65, "HTTPS"), (66, "DSYNC"), (67, "HHIT"), (68, "BRID"),
        (99, "SPF"), (100, "UINFO"), (101, "UID"), (102, "GID"), (103, "UNSPEC"), (104, "NID"), (105, "L32"),
        (106, "L64"), (107, "LP"), (108, "EUI48"), (109, "EUI64"), (128, "NXNAME"), (249, "TKEY"), (250, "TSIG"),
        (251, "IXFR"), (252, "AXFR"), (253, "MAILB"), (254, "MAILA"), (255, "ANY"), (256, "URI"), (257, "CAA"),
        (258, "AVC"), (259, "DOA"), (260, "AMTRELAY"), (261, "RESINFO"), (262, "WALLET"), (263, "CLA"),
        (264, "IPN"), (32768, "TA"), (32769, "DLV"),
    ]

    static let mnemonics: [UInt16: String] = Dictionary(
        uniqueKeysWithValues: assigned.map { ($0.number, String(describing: $0.mnemonic)) }
    )

    /// The number of the type with a mnemonic, in any case, or `TYPEn` (RFC 3597 §5).
    static func number(of bytes: UnsafeBufferPointer<UInt8>) -> UInt16? {
        guard (1...10).contains(bytes.count) else { return nil }
        let key = MnemonicTable.key(bytes)
        if let number = table.number(key: key) { return number }
        guard bytes.count > 4, bytes.hasFoldedPrefix("TYPE") else { return nil }
        return decimal16(UnsafeBufferPointer(rebasing: bytes[4...]))
    }

    private static let table = MnemonicTable(assigned)
}

/// A hash table from a mnemonic, packed into an integer, to its number. Used for every record, so that it does not create
/// strings.
struct MnemonicTable: Sendable {
    private let keys: [UInt128]
    private let numbers: [UInt16]
    private static let size = 512

    init(_ assigned: [(number: UInt16, mnemonic: StaticString)]) {
        var keys = [UInt128](repeating: 0, count: Self.size)
        var numbers = [UInt16](repeating: 0, count: Self.size)
        for entry in assigned {
            let bytes = UnsafeBufferPointer(
                start: entry.mnemonic.utf8Start,
                count: entry.mnemonic.utf8CodeUnitCount
            )
            let key = Self.key(bytes)
            var slot = Self.slot(key)
            while keys[slot] != 0 { slot = (slot + 1) % Self.size }
            keys[slot] = key
            numbers[slot] = entry.number
        }
        self.keys = keys
        self.numbers = numbers
    }

    /// The bytes in upper case as one integer; different texts of up to 16 bytes have different keys.
    static func key(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt128 {
        var high: UInt64 = 0
        var low: UInt64 = 0
        for byte in bytes {
            let folded = byte &- 0x61 < 26 ? byte & 0xDF : byte
            high = high << 8 | low >> 56
            low = low << 8 | UInt64(folded)
        }
        return UInt128(high) << 64 | UInt128(low)
    }

    private static func slot(_ key: UInt128) -> Int {
        let mixed = (UInt64(truncatingIfNeeded: key) ^ UInt64(truncatingIfNeeded: key >> 64)) &* 0x9E37_79B9_7F4A_7C15
        return Int(mixed >> 55)
    }

    func number(key: UInt128) -> UInt16? {
        var slot = Self.slot(key)
        while keys[slot] != 0 {
            if keys[slot] == key { return numbers[slot] }
            slot = (slot + 1) % Self.size
        }
        return nil
    }
}
