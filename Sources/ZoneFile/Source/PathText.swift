/// Lossless conversion of file paths to text.
///
/// On Linux a path consists of bytes that need not be UTF-8. A byte that is not part of a valid character becomes a private
/// use character from U+10FE80 to U+10FEFF. So any path can be a `String`, two paths are equal only if their bytes are, and
/// the bytes can be restored to open the file. Reports show such a character as the byte, `\xFF`.
public enum PathText {
    private static let first: UInt32 = 0x10FE00

    /// The text of a path.
    public static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        // Nothing has to be repaired, and no character stands for a byte.
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        var text = ""
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            var parser = Unicode.UTF8.ForwardParser()
            var iterator = rest.makeIterator()
            if case .valid(let encoded) = parser.parseScalar(from: &iterator) {
                let scalar = Unicode.UTF8.decode(encoded)
                if byte(of: scalar) == nil {
                    text.unicodeScalars.append(scalar)
                    rest = rest.dropFirst(encoded.count)
                    continue
                }
            }
            let byte = rest.removeFirst()
            // Only bytes from 0x80 on can be invalid.
            if let scalar = Unicode.Scalar(first + UInt32(byte)) { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    public static func decode(_ bytes: some Collection<UInt8>) -> String {
        Array(bytes).withUnsafeBufferPointer { decode($0) }
    }

    /// The bytes of a path given as text.
    public static func bytes(of path: String) -> [UInt8] {
        guard path.utf8.contains(0xF4) else { return Array(path.utf8) }
        return path.unicodeScalars.reduce(into: []) { bytes, scalar in
            if let byte = byte(of: scalar) {
                bytes.append(byte)
            } else {
                bytes += Array(String(scalar).utf8)
            }
        }
    }

    /// The path for a URI (RFC 3986 §2.1): each byte is percent-encoded, except for those to be kept.
    public static func percentEncoded(_ path: String, keeping isKept: (UInt8) -> Bool) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in bytes(of: path) {
            if isKept(byte) {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// The byte that a character stands for; `nil` for an ordinary character.
    public static func byte(of scalar: Unicode.Scalar) -> UInt8? {
        guard scalar.value >= first + 0x80, scalar.value <= first + 0xFF else { return nil }
        return UInt8(scalar.value - first)
    }

    /// The form of the byte in reports: `\xFF`.
    public static func shown(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "\\x" + String(repeating: "0", count: 2 - digits.utf8.count) + digits
    }
}
