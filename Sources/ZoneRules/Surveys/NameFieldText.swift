import DNS
import ZoneFile

/// A quick look at the text of a name in RDATA, without reading the record again.
enum NameFieldText {
    /// Whether the field ends with a dot, and so is an absolute name.
    ///
    /// - Returns: `nil` if the record has quotes, escapes, parentheses or a comment up to the field, or not the field itself.
    static func endsWithDot(_ id: RecordID, field: Int, in zone: Zone) -> Bool? {
        range(id, field: field, in: zone).map {
            zone.sources[Int(zone.records[id].source)][$0.upperBound - 1] == UInt8(ascii: ".")
        }
    }

    /// Whether the labels in the field are those of a host name; `nil` in the cases of ``endsWithDot(_:field:in:)``.
    static func isHostName(_ id: RecordID, field: Int, in zone: Zone) -> Bool? {
        guard let range = range(id, field: field, in: zone) else { return nil }
        return zone.sources[Int(zone.records[id].source)].withBytes { bytes in
            var last = UInt8(ascii: ".")
            for byte in bytes[range] {
                let isEdge = last == UInt8(ascii: ".") || byte == UInt8(ascii: ".")
                if isEdge, last == UInt8(ascii: "-") || byte == UInt8(ascii: "-") { return false }
                guard asciiLowercased(byte) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E else {
                    return range.count == 1 && byte == UInt8(ascii: "@")
                }
                last = byte
            }
            return last != UInt8(ascii: "-")
        }
    }

    /// The range of the field in its source.
    private static func range(_ id: RecordID, field: Int, in zone: Zone) -> Range<Int>? {
        let record = zone.records[id]
        return zone.sources[Int(record.source)].withBytes { bytes in
            var position = Int(record.rdata)
            for index in 0...field {
                while position < bytes.count, isBlank(bytes[position]) { position += 1 }
                let start = position
                while position < bytes.count, isPlain(bytes[position]) { position += 1 }
                guard position > start, position == bytes.count || isBlank(bytes[position]) || isEnd(bytes[position])
                else { return nil }
                if index == field { return start..<position }
            }
            return nil
        }
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
