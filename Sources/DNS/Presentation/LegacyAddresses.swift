extension RDATACoder {
    /// Appends the address of ATMA: an ATM end system address in hexadecimal digits, or `+` and an E.164 number, both with
    /// optional dots.
    mutating func appendATMAddress(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let expected = "an ATM address such as 39.246f or +61200000000"
        let text = try cursor.nextUnquoted(field, expected: expected)
        let isNumber = text.first == UInt8(ascii: "+")
        append8(isNumber ? 1 : 0)
        var high: UInt8?
        var afterDot = true
        for byte in text.dropFirst(isNumber ? 1 : 0) {
            if byte == UInt8(ascii: ".") {
                guard !afterDot else { throw cursor.invalid(field, expected) }
                afterDot = true
                continue
            }
            afterDot = false
            if isNumber {
                guard byte &- 0x30 < 10 else { throw cursor.invalid(field, expected) }
                append8(byte)
            } else {
                guard let digit = hexDigit(byte) else { throw cursor.invalid(field, expected) }
                if let pending = high {
                    append8(pending << 4 | digit)
                    high = nil
                } else {
                    high = digit
                }
            }
        }
        guard !afterDot, high == nil else { throw cursor.invalid(field, expected) }
    }

    /// Reads the address of NSAP, `0x` and pairs of hexadecimal digits with dots anywhere (RFC 1706 §6), and appends it to
    /// `line` without the dots.
    mutating func normaliseNSAP(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let expected = "0x and pairs of hexadecimal digits such as 0x47.0005.80.005a00"
        let text = try cursor.nextUnquoted(field, expected: expected)
        guard text.count > 2, text[0] == 0x30, asciiLowercased(text[1]) == UInt8(ascii: "x") else {
            throw cursor.invalid(field, expected)
        }
        line.append(contentsOf: [0x30, UInt8(ascii: "x")])
        var digits = 0
        for index in 2..<text.count where text[index] != UInt8(ascii: ".") {
            guard hexDigit(text[index]) != nil else { throw cursor.invalid(field, expected, at: index..<index + 1) }
            line.append(asciiLowercased(text[index]))
            digits += 1
        }
        guard digits > 0, digits % 2 == 0 else { throw cursor.invalid(field, "an even number of hexadecimal digits") }
    }

    /// Reads one item of APL, `[!]family:address/prefix` (RFC 3123 §5), and appends it to `line` with the full address.
    mutating func normaliseAddressPrefix(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let expected = "an address prefix such as 1:192.0.2.0/24 or !2:2001:db8::/32"
        let text = try cursor.nextUnquoted(field, expected: expected)
        let start = text.first == UInt8(ascii: "!") ? 1 : 0
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), let slash = text.lastIndex(of: UInt8(ascii: "/")),
            colon > start, slash > colon,
            case .value(let family) = Decimal.read(UnsafeBufferPointer(rebasing: text[start..<colon])),
            case .value(let prefix) = Decimal.read(UnsafeBufferPointer(rebasing: text[(slash + 1)...]))
        else { throw cursor.invalid(field, expected) }
        let address = UnsafeBufferPointer(rebasing: text[(colon + 1)..<slash])
        let addressRange = colon + 1..<slash
        if start == 1 { line.append(UInt8(ascii: "!")) }
        line.append(contentsOf: [0x30 + UInt8(min(family, 9)), UInt8(ascii: ":")])
        switch family {
        case 1:
            guard let value = AddressText.ipv4(address) else {
                throw cursor.invalid(field, AddressText.expectedIPv4, at: addressRange)
            }
            print(ipv4: value)
            guard prefix <= 32 else { throw cursor.outOfRange(field, 0...32, at: slash + 1..<text.count) }
        case 2:
            guard let value = AddressText.ipv6(address) else {
                throw cursor.invalid(field, AddressText.expectedIPv6, at: addressRange)
            }
            print(ipv6: value)
            guard prefix <= 128 else { throw cursor.outOfRange(field, 0...128, at: slash + 1..<text.count) }
        default: throw cursor.invalid(field, "family 1 (IPv4) or 2 (IPv6)", at: start..<colon)
        }
        line.append(UInt8(ascii: "/"))
        print(number: prefix)
    }
}
