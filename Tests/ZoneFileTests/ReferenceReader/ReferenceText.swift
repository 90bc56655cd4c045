/// The bytes of a zone file (RFC 1035 §5.1). In a file without line feeds, lines end in carriage returns.
struct ReferenceText {
    let bytes: [UInt8]
    let hasOnlyCarriageReturns: Bool

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        hasOnlyCarriageReturns = !bytes.contains(0x0A) && bytes.contains(0x0D)
    }

    var count: Int { bytes.count }

    /// The byte, or a line feed past the end of the file.
    subscript(_ offset: Int) -> UInt8 {
        offset >= 0 && offset < bytes.count ? bytes[offset] : 0x0A
    }

    func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    func isSpace(_ offset: Int) -> Bool { self[offset] == 0x20 || self[offset] == 0x09 }
    func isLineEnd(_ offset: Int) -> Bool { self[offset] == 0x0A || self[offset] == 0x0D }

    static func isControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D) || byte == 0x7F
    }

    /// Whether an unquoted token ends before the byte.
    static func endsToken(_ byte: UInt8) -> Bool {
        [0x20, 0x09, 0x0A, 0x0D, 0x28, 0x29, 0x22, 0x3B].contains(byte)
    }

    /// The Unicode space that begins at the offset, and its length in bytes.
    func unicodeSpace(_ offset: Int) -> (Unicode.Scalar, Int)? {
        guard self[offset] >= 0x80 else { return nil }
        for (space, encoded) in Self.spaces where bytes[offset...].starts(with: encoded) {
            return (space, encoded.count)
        }
        return nil
    }

    private static let spaces: [(Unicode.Scalar, [UInt8])] = {
        let others: [UInt32] = [0xA0, 0x85, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF]
        return (Array(0x2000...0x200B) + others).compactMap { number in
            Unicode.Scalar(number).map { ($0, Array(String(Character($0)).utf8)) }
        }
    }()
}
