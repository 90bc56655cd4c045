/// The canonical form of a JSON value, which is signed (Matrix specification, appendices, "Canonical JSON").
public enum CanonicalJSON {
    /// Encodes a value: members sorted by code point, no white space, no optional escapes. The last of duplicate keys
    /// counts.
    ///
    /// - Throws: The number that has no canonical form.
    public static func encode(_ value: JSONValue) throws(CanonicalJSONProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        try append(value, to: &bytes)
        return bytes
    }

    private static func append(_ value: JSONValue, to bytes: inout [UInt8]) throws(CanonicalJSONProblem) {
        switch value.kind {
        case .null: bytes += Array("null".utf8)
        case .bool(let bool): bytes += Array((bool ? "true" : "false").utf8)
        case .number(let text):
            // No fractions, no exponents, and only integers that a double can represent.
            guard let number = Int64(text), number.magnitude < 1 << 53 else {
                throw CanonicalJSONProblem(number: text, range: value.range)
            }
            bytes += Array(String(number).utf8)
        case .string(let text): append(text, to: &bytes)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (number, value) in values.enumerated() {
                if number > 0 { bytes.append(UInt8(ascii: ",")) }
                try append(value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members): try append(members, to: &bytes)
        }
    }

    private static func append(
        _ members: [JSONValue.Member], to bytes: inout [UInt8]
    ) throws(CanonicalJSONProblem) {
        // The order of UTF-8 is that of code points. Strings compare by canonical equivalence.
        var last: [[UInt8]: Int] = [:]
        for (number, member) in members.enumerated() { last[Array(member.key.utf8)] = number }
        let sorted = last.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        bytes.append(UInt8(ascii: "{"))
        for (number, entry) in sorted.enumerated() {
            if number > 0 { bytes.append(UInt8(ascii: ",")) }
            append(members[entry.value].key, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            try append(members[entry.value].value, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x08: bytes += Array("\\b".utf8)
            case 0x09: bytes += Array("\\t".utf8)
            case 0x0A: bytes += Array("\\n".utf8)
            case 0x0C: bytes += Array("\\f".utf8)
            case 0x0D: bytes += Array("\\r".utf8)
            case 0x00..<0x20: bytes += Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// A number without a canonical form: with a fraction or an exponent, or beyond 2⁵³.
public struct CanonicalJSONProblem: Error, Sendable, Equatable {
    /// As written. Untrusted.
    public let number: String
    public let range: Range<Int>
}
