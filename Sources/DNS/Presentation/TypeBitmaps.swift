extension RDATACoder {
    /// Appends a set of types as in NSEC, NSEC3 and CSYNC: windows of 256 types (RFC 4034 §4.1.2).
    mutating func appendTypeBitmap(
        _ field: borrowing RecordFormat.Field,
        mayBeEmpty: Bool,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        types.removeAll(keepingCapacity: true)
        if !mayBeEmpty, cursor.isAtEnd { _ = try cursor.next(field) }
        while !cursor.isAtEnd { types.append(try recordType(field, mayBeNumber: false, &cursor)) }
        types.sort()
        var index = 0
        while index < types.count {
            let window = types[index] >> 8
            var end = index
            while end < types.count, types[end] >> 8 == window { end += 1 }
            let length = Int(types[end - 1] & 0xFF) / 8 + 1
            append8(UInt8(window))
            append8(UInt8(length))
            appendBits(types[index..<end], octets: length)
            index = end
        }
    }

    /// Appends the set of types of NXT: one bitmap of at most 128 types (RFC 2535 §5.2). BIND also accepts numbers.
    mutating func appendNXTBitmap(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        types.removeAll(keepingCapacity: true)
        while !cursor.isAtEnd {
            let type = try recordType(field, mayBeNumber: true, &cursor)
            guard (1...127).contains(type) else { throw cursor.outOfRange(field, 1...127) }
            types.append(type)
        }
        if let last = types.max() { appendBits(types[...], octets: Int(last) / 8 + 1) }
    }

    private mutating func appendBits(_ types: ArraySlice<UInt16>, octets: Int) {
        let start = wire.count
        for _ in 0..<octets { wire.append(0) }
        for type in types { wire[start + Int(type & 0xFF) / 8] |= 0x80 >> UInt8(type & 7) }
    }
}
