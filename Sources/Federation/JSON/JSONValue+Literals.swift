// Values that are built in order to be written. They have no position in a text.

extension JSONValue {
    private init(_ kind: Kind) { self.init(kind: kind, range: 0..<0) }

    public static let null = JSONValue(.null)

    public init(_ text: String) { self.init(.string(text)) }
    public init(_ number: Int) { self.init(.number(String(number))) }
    public init(_ bool: Bool) { self.init(.bool(bool)) }
    public init(_ values: [JSONValue]) { self.init(.array(values)) }
    public init(_ texts: [String]) { self.init(texts.map { JSONValue($0) }) }

    /// An object whose members are sorted by their keys.
    public init(_ members: [String: JSONValue]) {
        self.init(
            .object(
                members.sorted { $0.key < $1.key }.map { Member(key: $0.key, keyRange: 0..<0, value: $0.value) }))
    }

    /// `null` where there is no text.
    public init(orNull text: String?) { self = text.map { JSONValue($0) } ?? .null }

    /// This object with the members of another one added.
    public func adding(_ other: JSONValue) -> JSONValue {
        JSONValue(.object((members ?? []) + (other.members ?? [])))
    }
}

extension JSONValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    public init(stringLiteral text: String) { self.init(text) }
    public init(integerLiteral number: Int) { self.init(number) }
    public init(booleanLiteral bool: Bool) { self.init(bool) }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    public init(arrayLiteral values: JSONValue...) { self.init(values) }

    /// A member whose value is `nil` is left out. A member that is to be written as `null` has the value ``null``.
    public init(dictionaryLiteral members: (String, JSONValue?)...) {
        self.init(
            .object(
                members.compactMap { key, value in
                    value.map { Member(key: key, keyRange: 0..<0, value: $0) }
                }))
    }
}
