import ZoneFile

/// A quick look at the text of a name in RDATA, without reading the record again.
enum NameFieldText {
    /// Whether the field ends with a dot, and so is an absolute name.
    ///
    /// - Returns: `nil` if the record has quotes, escapes, parentheses or a comment up to the field, or not the field itself.
    static func endsWithDot(_ id: RecordID, field: Int, in zone: Zone) -> Bool? {
        let record = zone.records[id]
        let source = zone.sources[Int(record.source)]
        var position = Int(record.rdata)
        for index in 0...field {
            while position < source.count, isBlank(source[position]) { position += 1 }
            let start = position
            while position < source.count, isPlain(source[position]) { position += 1 }
            guard position > start, position == source.count || isBlank(source[position]) || isEnd(source[position])
            else { return nil }
            if index == field { return source[position - 1] == UInt8(ascii: ".") }
        }
        return nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: ";") }

    /// Letters, digits and everything else that has no meaning of its own between fields.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"),
            0x7F...:
            false
        default: true
        }
    }
}
