/// A JSON value and where it stands in its text.
///
/// JSONDecoder gives neither positions nor duplicate keys nor a bound on depth; documents from strangers and evidence
/// written by hand need all three.
struct JSONValue: Sendable {
    var kind: Kind
    /// Bytes of the text.
    var range: Range<Int>

    enum Kind: Sendable {
        case null
        case bool(Bool)
        /// As written; RFC 8259 sets no bounds.
        case number(String)
        case string(String)
        case array([JSONValue])
        /// In the order written; keys may repeat.
        case object([Member])
    }

    struct Member: Sendable {
        var key: String
        var keyRange: Range<Int>
        var value: JSONValue
    }
}

extension JSONValue {
    var string: String? {
        if case .string(let string) = kind { string } else { nil }
    }

    var bool: Bool? {
        if case .bool(let bool) = kind { bool } else { nil }
    }

    /// A whole number that fits.
    var integer: Int? {
        if case .number(let text) = kind { Int(text) } else { nil }
    }

    var array: [JSONValue]? {
        if case .array(let values) = kind { values } else { nil }
    }

    var members: [Member]? {
        if case .object(let members) = kind { members } else { nil }
    }

    /// The member with the key; of several the last, as most readers have it.
    subscript(key: String) -> JSONValue? {
        members?.last { $0.key == key }?.value
    }

    /// "an object", for messages.
    var kindName: String {
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
