extension RDATACoder {
    mutating func appendBinary(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        switch field.kind {
        case .base64: try appendBase64(field, mayBeEmpty: false, &cursor)
        case .optionalBase64: try appendBase64(field, mayBeEmpty: true, &cursor)
        case .keyData:
            // With flags for "no key" (RFC 2535 §3.1.2) the field is absent.
            if wire[0] & 0xC0 != 0xC0 { try appendBase64(field, mayBeEmpty: false, &cursor) }
        case .dashedBase64:
            if !cursor.isAtEnd, cursor.fields[cursor.index].isDash {
                cursor.index += 1
            } else {
                try appendBase64(field, mayBeEmpty: false, &cursor)
            }
        case .hex: try appendHex(field, length: nil, &cursor)
        case .dsDigest: try appendHex(field, length: DigestLength.delegationSigner(wire[3]), &cursor)
        case .sshFingerprint:
            let length = DigestLength.sshFingerprint(wire[1])
            if length != nil || !cursor.isAtEnd { try appendHex(field, length: length, &cursor) }
        case .zoneDigest:
            let start = wire.count
            let length = DigestLength.zone(wire[5], scheme: wire[4])
            try appendHex(field, length: length, &cursor)
            if length == nil, wire.count - start < DigestLength.shortestZoneDigest {
                throw cursor.invalid(field, "at least 24 hexadecimal digits (RFC 8976 §2.2.4)")
            }
        case .hitHex, .hitKey: try appendHostIdentity(field, &cursor)
        case .salt: try appendSalt(field, &cursor)
        case .nextHash: try appendNextHash(field, &cursor)
        default: preconditionFailure("a kind without a reader")
        }
    }

    /// Appends base64 (RFC 4648 §4) from all remaining fields. The boundaries between fields do not matter.
    private mutating func appendBase64(
        _ field: borrowing RecordFormat.Field,
        mayBeEmpty: Bool,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        if cursor.isAtEnd {
            if mayBeEmpty { return }
            _ = try cursor.next(field)
        }
        var decoder = Base64Decoder()
        while !cursor.isAtEnd {
            let text = try cursor.nextUnquoted(field, expected: "base64")
            for (index, byte) in text.enumerated() where !decoder.append(byte, to: &wire) {
                throw cursor.invalid(field, "base64", at: index..<index + 1)
            }
        }
        guard decoder.isComplete else {
            throw cursor.invalid(field, "base64 in complete groups of four characters")
        }
    }

    /// Appends hexadecimal digits from all remaining fields.
    ///
    /// - Parameter length: the length in octets, if it is fixed.
    mutating func appendHex(
        _ field: borrowing RecordFormat.Field,
        length: Int?,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let start = wire.count
        var high: UInt8?
        repeat {
            let text = try cursor.nextUnquoted(field, expected: "hexadecimal digits")
            for (index, byte) in text.enumerated() {
                guard let digit = hexDigit(byte) else {
                    throw cursor.invalid(field, "hexadecimal digits", at: index..<index + 1)
                }
                if let pending = high {
                    wire.append(pending << 4 | digit)
                    high = nil
                } else {
                    high = digit
                }
            }
        } while !cursor.isAtEnd
        if let length, wire.count - start != length || high != nil {
            let digits = (wire.count - start) * 2 + (high == nil ? 0 : 1)
            throw cursor.invalid(field, "\(length * 2) hexadecimal digits for this type (found \(digits))")
        }
        guard high == nil else { throw cursor.invalid(field, "an even number of hexadecimal digits") }
        guard wire.count > start else { throw cursor.invalid(field, "hexadecimal digits") }
    }

    /// Appends HIP's tag or key, which are one field each because names follow. On the wire, their lengths come first
    /// (RFC 8005 §5).
    private mutating func appendHostIdentity(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        if field.kind == .hitHex {
            let expected = "at most 255 pairs of hexadecimal digits"
            let text = try cursor.nextUnquoted(field, expected: expected)
            guard text.count % 2 == 0, text.count <= 510, !text.isEmpty else { throw cursor.invalid(field, expected) }
            wire.insert(UInt8(text.count / 2), at: 0)
            append16(0)
            for index in stride(from: 0, to: text.count, by: 2) {
                guard let high = hexDigit(text[index]), let low = hexDigit(text[index + 1]) else {
                    throw cursor.invalid(field, expected)
                }
                append8(high << 4 | low)
            }
            return
        }
        let start = wire.count
        let text = try cursor.nextUnquoted(field, expected: "base64")
        var decoder = Base64Decoder()
        for (index, byte) in text.enumerated() where !decoder.append(byte, to: &wire) {
            throw cursor.invalid(field, "base64", at: index..<index + 1)
        }
        let length = wire.count - start
        guard decoder.isComplete, length <= 0xFFFF else {
            throw cursor.invalid(field, "base64 in complete groups of four characters, without spaces")
        }
        wire[2] = UInt8(length >> 8)
        wire[3] = UInt8(length & 0xFF)
    }

    private mutating func appendSalt(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let expected = "pairs of hexadecimal digits, or - for no salt"
        let text = try cursor.nextUnquoted(field, expected: expected)
        if text.count == 1, text[0] == UInt8(ascii: "-") { return append8(0) }
        guard text.count % 2 == 0, text.count <= 510, !text.isEmpty else { throw cursor.invalid(field, expected) }
        append8(UInt8(text.count / 2))
        for index in stride(from: 0, to: text.count, by: 2) {
            guard let high = hexDigit(text[index]), let low = hexDigit(text[index + 1]) else {
                throw cursor.invalid(field, expected)
            }
            append8(high << 4 | low)
        }
    }

    /// Appends base32 with the extended hex alphabet and without padding (RFC 5155 §3.3): 20 octets for SHA-1.
    private mutating func appendNextHash(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let text = try cursor.nextUnquoted(field, expected: "base32hex")
        let lengthAt = wire.count
        append8(0)
        var bits: UInt32 = 0
        var count = 0
        for (index, byte) in text.enumerated() {
            let decimal = byte &- 0x30
            let letter = asciiLowercased(byte) &- 0x61
            guard decimal < 10 || letter < 22 else {
                throw cursor.invalid(field, "base32hex without padding (0-9 and A-V)", at: index..<index + 1)
            }
            bits = bits << 5 | UInt32(decimal < 10 ? decimal : letter + 10)
            count += 5
            if count >= 8 {
                count -= 8
                wire.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        let length = wire.count - lengthAt - 1
        // At most four bits remain after the last octet, and they are zero.
        guard (1...255).contains(length), count < 5, bits & (1 << UInt32(count) - 1) == 0 else {
            throw cursor.invalid(field, "a complete base32hex hash such as 2t7b4g4vsa5smi47k61mv5bv1a22bojr")
        }
        if wire[0] == 1, length != DigestLength.sha1 {
            // BIND and Knot refuse it, NSD and dnspython accept it.
            let expected = "the 32 base32hex characters of a SHA-1 hash"
            notes.append(RDATANote(.doubtful(field: field.name, expected: expected), fieldIndex: cursor.current))
        }
        wire[lengthAt] = UInt8(length)
    }
}

/// The lengths in octets of digests, as BIND requires them.
enum DigestLength {
    static let sha1 = 20
    static let shortestZoneDigest = 12

    /// RFC 3658, RFC 4509, RFC 6605. BIND does not check GOST (3).
    static func delegationSigner(_ type: UInt8) -> Int? {
        switch type {
        case 1: sha1
        case 2: 32
        case 4: 48
        default: nil
        }
    }

    /// RFC 4255 §3.1.2, RFC 6594 §4.1.
    static func sshFingerprint(_ type: UInt8) -> Int? {
        switch type {
        case 1: sha1
        case 2: 32
        default: nil
        }
    }

    /// RFC 8976 §2.2.3. A private scheme (240 to 254) can have any length, as in the example of appendix A.3.
    static func zone(_ algorithm: UInt8, scheme: UInt8) -> Int? {
        switch algorithm {
        case _ where (240...254).contains(scheme): nil
        case 1: 48
        case 2: 64
        default: nil
        }
    }
}

extension FieldText {
    var isDash: Bool { !isQuoted && bytes.count == 1 && bytes[0] == UInt8(ascii: "-") }
}
