extension RDATACoder {
    mutating func ipv4(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) -> UInt32 {
        let text = try cursor.nextUnquoted(field, expected: AddressText.expectedIPv4)
        guard let address = AddressText.ipv4(text) else { throw cursor.invalid(field, AddressText.expectedIPv4) }
        return address
    }

    mutating func ipv6(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) -> AddressText.IPv6 {
        let text = try cursor.nextUnquoted(field, expected: AddressText.expectedIPv6)
        guard let address = AddressText.ipv6(text) else { throw cursor.invalid(field, AddressText.expectedIPv6) }
        return address
    }

    /// Reads four groups of one to four hexadecimal digits (RFC 6742 §2.1.2).
    mutating func locator64(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) -> UInt64 {
        let expected = "four hexadecimal groups such as 2001:db8:0:1"
        let text = try cursor.nextUnquoted(field, expected: expected)
        var value: UInt64 = 0
        var groups = 0
        for group in text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
            guard (1...4).contains(group.count) else { throw cursor.invalid(field, expected) }
            var number: UInt64 = 0
            for byte in group {
                guard let digit = hexDigit(byte) else { throw cursor.invalid(field, expected) }
                number = number << 4 | UInt64(digit)
            }
            value = value << 16 | number
            groups += 1
        }
        guard groups == 4 else { throw cursor.invalid(field, expected) }
        return value
    }

    /// Appends pairs of hexadecimal digits joined by `-` (RFC 7043 §3.2, §4.2).
    mutating func appendEUI(
        _ field: borrowing RecordFormat.Field,
        octets: Int,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let expected =
            octets == 6
            ? "six pairs of hexadecimal digits such as 00-00-5e-00-53-2a"
            : "eight pairs of hexadecimal digits such as 00-00-5e-ef-10-00-00-2a"
        let text = try cursor.nextUnquoted(field, expected: expected)
        guard text.count == octets * 3 - 1 else { throw cursor.invalid(field, expected) }
        for octet in 0..<octets {
            guard let high = hexDigit(text[octet * 3]), let low = hexDigit(text[octet * 3 + 1]),
                octet == octets - 1 || text[octet * 3 + 2] == UInt8(ascii: "-")
            else { throw cursor.invalid(field, expected) }
            append8(high << 4 | low)
        }
    }

    /// Appends one of the three fields of A6 (RFC 2874 §3.1): no suffix with a prefix of 128, no name with a prefix of 0.
    mutating func appendA6(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        switch field.kind {
        case .prefixLength: append8(UInt8(try number(field, max: 128, &cursor)))
        case .addressSuffix:
            let prefix = UInt64(wire[0])
            guard prefix < 128 else { return }
            let address = try ipv6(field, &cursor)
            let masked = AddressText.IPv6(
                high: prefix >= 64 ? 0 : address.high & (.max >> prefix),
                low: prefix >= 64 ? address.low & (.max >> (prefix - 64)) : address.low
            )
            for octet in Int(prefix / 8)..<16 { append8(masked.octet(octet)) }
        default:
            if wire[0] > 0 { try appendName(field, &cursor) }
        }
    }

    /// Appends a field of the gateway of IPSECKEY (RFC 4025 §2.3) or of the relay of AMTRELAY (RFC 8777 §4.2).
    mutating func appendGateway(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        switch field.kind {
        case .gatewayType: append8(UInt8(try number(field, max: 3, &cursor)))
        case .discovery: append8(UInt8(try number(field, max: 1, &cursor)) << 7)
        case .relayType:
            // In one octet with the discovery bit.
            let type = try number(field, max: 3, &cursor)
            wire[1] |= UInt8(type)
        default:
            let isRelay = field.kind == .relay
            switch wire[1] & 0x7F {
            case 0:
                // For AMTRELAY, newer versions of BIND require nothing here, and older ones require a dot.
                if isRelay, cursor.isAtEnd { return }
                let text = try cursor.nextUnquoted(field, expected: "a dot")
                guard text.count == 1, text[0] == UInt8(ascii: ".") else {
                    throw cursor.invalid(field, "a dot, because the \(isRelay ? "relay" : "gateway") type is 0 (none)")
                }
            case 1: append32(try ipv4(field, &cursor))
            case 2:
                let address = try ipv6(field, &cursor)
                append64(address.high)
                append64(address.low)
            default: try appendName(field, &cursor)
            }
        }
    }
}

/// Addresses in the form of `inet_pton`, the only one that zone files allow.
enum AddressText {
    static let expectedIPv4 = "an IPv4 address such as 192.0.2.10"
    static let expectedIPv6 = "an IPv6 address such as 2001:db8::10"

    struct IPv6: Equatable {
        var high: UInt64
        var low: UInt64

        func octet(_ index: Int) -> UInt8 {
            UInt8(truncatingIfNeeded: (index < 8 ? high : low) >> UInt64(56 - index % 8 * 8))
        }
    }

    static func ipv4(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        IPv4Text.read(text)
    }

    static func ipv6(_ text: UnsafeBufferPointer<UInt8>) -> IPv6? {
        IPv6Text.read(text).map {
            IPv6(high: UInt64(truncatingIfNeeded: $0 >> 64), low: UInt64(truncatingIfNeeded: $0))
        }
    }
}
