/// A subject's or an issuer's name (X.501 `Name`). Its text is untrusted.
public struct DirectoryName: Hashable, Sendable {
    /// One `type = value` of a name.
    public struct Attribute: Hashable, Sendable {
        /// The attribute type as a dotted object identifier.
        public let type: String
        /// The value. Untrusted: it may have control characters.
        public let value: String

        /// The short name of the type in RFC 4514 §3, or its object identifier.
        public var typeName: String { Self.shortNames[type] ?? type }

        private static let shortNames = [
            "2.5.4.3": "CN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST",
            "2.5.4.9": "STREET", "2.5.4.10": "O", "2.5.4.11": "OU", "0.9.2342.19200300.100.1.25": "DC",
            "0.9.2342.19200300.100.1.1": "UID", "1.2.840.113549.1.9.1": "emailAddress",
        ]
    }

    /// The attributes in the order of the certificate, usually the most general first.
    public let attributes: [Attribute]
    /// The encoded name: names are equal if these bytes are equal.
    public let der: [UInt8]

    /// The last common name, which is the one that programs use if they still use one. Untrusted.
    public var commonName: String? { attributes.last { $0.type == "2.5.4.3" }?.value }

    /// The name as `CN=R11, O=Let's Encrypt, C=US` (RFC 4514 order and escapes), or `(empty)`. Untrusted.
    public var text: String {
        if attributes.isEmpty { return "(empty)" }
        return attributes.reversed().map { "\($0.typeName)=\(Self.escaped($0.value))" }.joined(separator: ", ")
    }

    private static func escaped(_ value: String) -> String {
        var result = ""
        for character in value {
            if ",+\"\\<>;".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
