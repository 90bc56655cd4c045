/// A JSON value and its position in the text.
///
/// Untrusted documents and hand-written evidence need positions, duplicate keys and a limit of depth, which JSONDecoder
/// does not provide.
public struct JSONValue: Sendable {
    public var kind: Kind
    /// The bytes of the text.
    public var range: Range<Int>

    public enum Kind: Sendable {
        case null
        case bool(Bool)
        /// As written; RFC 8259 sets no limits.
        case number(String)
        case string(String)
        case array([JSONValue])
        /// In their order, possibly with duplicate keys.
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

    /// The value of an integer within range.
    public var integer: Int? {
        if case .number(let text) = kind { Int(text) } else { nil }
    }

    public var array: [JSONValue]? {
        if case .array(let values) = kind { values } else { nil }
    }

    public var members: [Member]? {
        if case .object(let members) = kind { members } else { nil }
    }

    /// The value of a key. The last of duplicate keys counts, as for most readers.
    public subscript(key: String) -> JSONValue? {
        members?.last { $0.key == key }?.value
    }

    /// The kind for messages, such as "an object".
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
