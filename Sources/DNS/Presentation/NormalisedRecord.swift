/// Types that ldns encodes. Their fields are checked, and given to ldns as one unambiguous line. Then the result is checked.
///
/// None of them has a domain name: ldns replaces a name whose first label is `@` by the root, even if it is escaped.
extension RDATACoder {
    mutating func encodeWithLDNS(
        _ type: RecordType,
        _ format: RecordFormat,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        try normalise(type, format, &cursor)
        // ldns prints an empty APL in the generic form. There is nothing to encode.
        guard cursor.fields.count > 0, cursor.isAtEnd else { return }
        let accepted = line
        let acceptedNotes = notes
        guard let record = LDNSRecord(parsing: accepted), let encoded = record.rdata(),
            WireCheck.isWellFormed(encoded, as: format), let printed = record.fields(),
            readsBack(printed, as: type, format)
        else {
            throw RDATAProblem(
                .invalid(field: format.fields[0].name, expected: "RDATA that ldns reads back unchanged"),
                fieldIndex: 0
            )
        }
        notes = acceptedNotes
        wire.removeAll(keepingCapacity: true)
        wire.append(contentsOf: encoded)
        line = accepted
    }

    /// Whether the fields that ldns printed normalise to the line it was given.
    private mutating func readsBack(_ printed: [[UInt8]], as type: RecordType, _ format: RecordFormat) -> Bool {
        let accepted = line
        // Quoted fields keep their quotes in `printed`.
        let bytes = printed.flatMap { $0 }
        return bytes.withUnsafeBufferPointer { all in
            var fields: [FieldText] = []
            var start = 0
            for field in printed {
                let isQuoted = field.first == UInt8(ascii: "\"") && field.count > 1
                let range = isQuoted ? start + 1..<start + field.count - 1 : start..<start + field.count
                fields.append(FieldText(bytes: UnsafeBufferPointer(rebasing: all[range]), isQuoted: isQuoted))
                start += field.count
            }
            return fields.withUnsafeBufferPointer { fields in
                var cursor = FieldCursor(fields, origin: nil)
                do throws(RDATAProblem) {
                    try normalise(type, format, &cursor)
                } catch {
                    return false
                }
                return cursor.isAtEnd && line == accepted
            }
        }
    }

    private mutating func normalise(
        _ type: RecordType,
        _ format: RecordFormat,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        line.removeAll(keepingCapacity: true)
        wire.removeAll(keepingCapacity: true)
        line.append(contentsOf: ". 0 IN \(type)".utf8)
        for index in format.fields.indices { try normalise(format.fields[index], &cursor) }
    }

    private mutating func normalise(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        if field.kind == .optionalString, cursor.isAtEnd { return }
        if field.kind == .addressPrefixes {
            while !cursor.isAtEnd {
                line.append(UInt8(ascii: " "))
                try normaliseAddressPrefix(field, &cursor)
            }
            return
        }
        line.append(UInt8(ascii: " "))
        let start = cursor.index
        switch field.kind {
        case .string, .optionalString, .digits:
            wire.removeAll(keepingCapacity: true)
            if field.kind == .digits { try appendDigits(field, &cursor) } else { try appendString(field, &cursor) }
            print(quoted: wire[1...])
        case .hex:
            try appendBinary(field, &cursor)
            for text in cursor.fields[start..<cursor.index] { line.append(contentsOf: text.bytes.map(asciiLowercased)) }
        case .nsap: try normaliseNSAP(field, &cursor)
        case .location: try normaliseLocation(&cursor)
        default: preconditionFailure("a kind that is not ldns's")
        }
    }

    mutating func print(number: UInt64) {
        line.append(contentsOf: String(number).utf8)
    }

    mutating func print(ipv4 address: UInt32) {
        for shift: UInt32 in [24, 16, 8, 0] {
            print(number: UInt64(address >> shift & 0xFF))
            if shift > 0 { line.append(UInt8(ascii: ".")) }
        }
    }

    mutating func print(ipv6 address: AddressText.IPv6) {
        for group in 0..<8 {
            if group > 0 { line.append(UInt8(ascii: ":")) }
            let value = UInt16(address.octet(group * 2)) << 8 | UInt16(address.octet(group * 2 + 1))
            line.append(contentsOf: String(value, radix: 16).utf8)
        }
    }

    private mutating func print(quoted text: ArraySlice<UInt8>) {
        appendQuoted(text, to: &line)
    }
}
