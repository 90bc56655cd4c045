/// The mnemonics that a zone file may contain in place of a number.
struct MnemonicSet: Sendable {
    let names: [(name: StaticString, value: Int)]
    let maximum: Int
    let expected: String

    static let algorithms = MnemonicSet(
        names: [
            ("RSAMD5", 1), ("DH", 2), ("DSA", 3), ("RSASHA1", 5), ("NSEC3DSA", 6),
            ("NSEC3RSASHA1", 7), ("RSASHA256", 8), ("RSASHA512", 10), ("ECCGOST", 12), ("ECDSAP256SHA256", 13),
            ("ECDSA256", 13), ("ECDSAP384SHA384", 14), ("ECDSA384", 14),
            ("ED25519", 15), ("ED448", 16), ("INDIRECT", 252), ("PRIVATEDNS", 253), ("PRIVATEOID", 254),
        ],
        maximum: 255,
        expected: "a DNSSEC algorithm number, or a name such as ECDSAP256SHA256"
    )
    static let digestTypes = MnemonicSet(
        names: [
            ("SHA-1", 1), ("SHA1", 1), ("SHA-256", 2), ("SHA256", 2), ("GOST", 3), ("SHA-384", 4), ("SHA384", 4),
        ],
        maximum: 255,
        expected: "a digest type number, or a name such as SHA-256"
    )
    static let certificateTypes = MnemonicSet(
        names: [
            ("PKIX", 1), ("SPKI", 2), ("PGP", 3), ("IPKIX", 4), ("ISPKI", 5), ("IPGP", 6), ("ACPKIX", 7),
            ("IACPKIX", 8), ("URI", 253), ("OID", 254),
        ],
        maximum: 65535,
        expected: "a certificate type number, or a name such as PKIX"
    )
    static let keyProtocols = MnemonicSet(
        names: [("NONE", 0), ("TLS", 1), ("EMAIL", 2), ("DNSSEC", 3), ("IPSEC", 4), ("ALL", 255)],
        maximum: 255,
        expected: "the key protocol 3, or its name DNSSEC"
    )
    static let hashAlgorithms = MnemonicSet(
        names: [("SHA-1", 1)],
        maximum: 255,
        expected: "the hash algorithm 1, or its name SHA-1"
    )
    static let syncSchemes = MnemonicSet(
        names: [("NOTIFY", 1)],
        maximum: 255,
        expected: "a scheme number, or the name NOTIFY"
    )

    /// Flags of keys, joined with `|` (RFC 2535 §3.1.2).
    static let keyFlags: [(name: StaticString, value: Int)] = [
        ("NOCONF", 0x4000), ("NOAUTH", 0x8000), ("NOKEY", 0xC000), ("FLAG2", 0x2000), ("EXTEND", 0x1000),
        ("FLAG4", 0x0800), ("FLAG5", 0x0400), ("USER", 0), ("ZONE", 0x0100), ("HOST", 0x0200), ("NTYP3", 0x0300),
        ("FLAG8", 0x80), ("FLAG9", 0x40), ("FLAG10", 0x20), ("FLAG11", 0x10), ("SIG0", 0), ("SIG1", 1),
        ("SIG2", 2), ("SIG3", 3), ("SIG4", 4), ("SIG5", 5), ("SIG6", 6), ("SIG7", 7), ("SIG8", 8), ("SIG9", 9),
        ("SIG10", 10), ("SIG11", 11), ("SIG12", 12), ("SIG13", 13), ("SIG14", 14), ("SIG15", 15),
    ]
}

extension RDATACoder {
    mutating func mnemonic(
        _ field: borrowing RecordFormat.Field,
        _ set: MnemonicSet,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) -> Int {
        let text = try cursor.next(field)
        if text.isQuoted { notes.append(RDATANote(.quoted, fieldIndex: cursor.current)) }
        if let first = text.bytes.first, first &- 0x30 < 10 || first == UInt8(ascii: "-") {
            cursor.index -= 1
            if text.isQuoted { notes.removeLast() }
            if case .notANumber = Decimal.read(text.bytes) {
                cursor.index += 1
                throw cursor.invalid(field, set.expected)
            }
            return Int(try number(field, max: UInt64(set.maximum), &cursor))
        }
        for entry in set.names where text.bytes.foldedEquals(entry.name) { return entry.value }
        throw cursor.invalid(field, set.expected)
    }

    /// Reads the flags of a key: a number in decimal or after `0x`, as in BIND, or names joined with `|`.
    mutating func keyFlags(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) -> UInt16 {
        let expected = "key flags such as 257"
        let text = try cursor.next(field)
        if text.isQuoted { notes.append(RDATANote(.quoted, fieldIndex: cursor.current)) }
        guard let first = text.bytes.first else { throw cursor.invalid(field, expected) }
        if first &- 0x30 < 10 {
            if let flags = prefixedNumber(text.bytes) {
                guard flags <= 0xFFFF else { throw cursor.outOfRange(field, 0...0xFFFF) }
                if text.bytes.count > 1, first == 0x30, text.bytes[1] &- 0x30 < 10 {
                    notes.append(RDATANote(.leadingZero(field: field.name), fieldIndex: cursor.current))
                }
                return UInt16(flags)
            }
            throw cursor.invalid(field, expected)
        }
        if case .negative = Decimal.read(text.bytes) { throw cursor.outOfRange(field, 0...0xFFFF) }
        var flags = 0
        for name in text.bytes.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false) {
            let bytes = UnsafeBufferPointer(rebasing: name)
            guard let found = MnemonicSet.keyFlags.first(where: { bytes.foldedEquals($0.name) }) else {
                throw cursor.invalid(field, expected, at: name.startIndex..<name.endIndex)
            }
            flags |= found.value
        }
        return UInt16(flags)
    }

    /// Reads a decimal number, or a hexadecimal one after `0x`. The result is 65536 for values of more than 16 bits.
    private func prefixedNumber(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        var base: UInt32 = 10
        var digits = text[...]
        if text.count > 1, text[0] == 0x30, asciiLowercased(text[1]) == UInt8(ascii: "x") {
            base = 16
            digits = text[2...]
        }
        guard !digits.isEmpty else { return nil }
        var value: UInt32 = 0
        for byte in digits {
            guard let digit = hexDigit(byte), UInt32(digit) < base else { return nil }
            value = min(value * base + UInt32(digit), 0x10000)
        }
        return value
    }

    /// Reads a record type: a mnemonic, `TYPEn`, or a number where BIND accepts one.
    mutating func recordType(
        _ field: borrowing RecordFormat.Field,
        mayBeNumber: Bool,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) -> UInt16 {
        let text = try cursor.nextUnquoted(field, expected: "a record type such as NS")
        if let number = RecordTypeRegistry.number(of: text) { return number }
        if mayBeNumber, let first = text.first, first &- 0x30 < 10 {
            cursor.index -= 1
            return UInt16(try number(field, max: 0xFFFF, &cursor))
        }
        throw cursor.invalid(field, "a record type such as NS")
    }
}
