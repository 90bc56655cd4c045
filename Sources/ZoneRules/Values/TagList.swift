/// A list of `name=value` pairs with semicolons between them (RFC 6376 §3.2), as in DKIM and DMARC records.
struct TagList {
    struct Tag {
        let name: String
        let value: String
        /// The value without the spaces around it, as a part of the text.
        let range: Range<Int>
    }

    private(set) var tags: [Tag] = []
    /// The parts that are not pairs.
    private(set) var others: [Range<Int>] = []

    init(_ bytes: [UInt8]) {
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: ";")) ?? bytes.count
            let part = Self.trimmed(bytes, start..<end)
            if let equals = bytes[part].firstIndex(of: UInt8(ascii: "=")) {
                let name = Self.trimmed(bytes, part.lowerBound..<equals)
                let value = Self.trimmed(bytes, equals + 1..<part.upperBound)
                tags.append(
                    Tag(
                        name: String(decoding: bytes[name], as: UTF8.self),
                        value: String(decoding: bytes[value], as: UTF8.self),
                        range: value.isEmpty ? part : value
                    )
                )
            } else if !part.isEmpty {
                others.append(part)
            }
            start = end + 1
        }
    }

    func tag(_ name: String) -> Tag? {
        tags.first { $0.name.lowercased() == name }
    }

    /// The tags whose name occurs before. They make the whole list invalid (RFC 6376 §3.2).
    var repeated: [Tag] {
        var names: Set<String> = []
        return tags.filter { !names.insert($0.name).inserted }
    }

    private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        while start < end, isSpace(bytes[start]) { start += 1 }
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        return start..<end
    }
}
