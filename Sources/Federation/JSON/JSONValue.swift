/// A JSON value and where it stands in its text.
///
/// JSONDecoder gives neither positions nor duplicate keys nor a bound on depth; documents from strangers and evidence
/// written by hand need all three.
public struct JSONValue: Sendable {
    public var kind: Kind
    /// Bytes of the text.
    public var range: Range<Int>

    public enum Kind: Sendable {
        case null
        case bool(Bool)
        /// As written; RFC 8259 sets no bounds.
        case number(String)
        case string(String)
        case array([JSONValue])
        /// In the order written; keys may repeat.
        case object([Member])
    }

    public struct Member: Sendable {
        public var key: String
        public var keyRange: Range<Int>
        public var value: JSONValue
    }
}

extension JSONValue {
    public var string: String? {
        if case .string(let string) = kind { string } else { nil }
    }

    public var bool: Bool? {
        if case .bool(let bool) = kind { bool } else { nil }
    }

    /// A whole number that fits.
    public var integer: Int? {
        if case .number(let text) = kind { Int(text) } else { nil }
    }

    public var array: [JSONValue]? {
        if case .array(let values) = kind { values } else { nil }
    }

    public var members: [Member]? {
        if case .object(let members) = kind { members } else { nil }
    }

    /// The member with the key; of several the last, as most readers have it.
    public subscript(key: String) -> JSONValue? {
        members?.last { $0.key == key }?.value
    }

    /// "an object", for messages.
    public var kindName: String {
        switch kind {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
