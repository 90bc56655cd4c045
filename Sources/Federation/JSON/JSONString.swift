import DNS

/// Strings in JSON notation.
public enum JSONString {
    /// The text in quotes, with escapes for characters that a terminal acts on or that a reader cannot see.
    public static func quoted(_ text: String) -> String {
        var quoted = "\""
        quoted.reserveCapacity(text.utf8.count + 16)
        var rest = text[...]
        while true {
            // Nearly all of a text stays as it is: certificates have an escape at the end of each line.
            let plain = rest.utf8.prefix(while: isPlain)
            quoted += Substring(plain)
            rest = rest[plain.endIndex...]
            guard let scalar = rest.unicodeScalars.popFirst() else { return quoted + "\"" }
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.isInvisible: quoted += escaped(scalar)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
    }

    /// Whether an octet is printable ASCII without a special meaning in JSON.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
