/// A set of names of one ``NameTable`` that may have most of them: a bit for each.
public struct NameSet: Sendable {
    @usableFromInline var words: [UInt64]

    /// Creates an empty set for the names that the table has now.
    public init(_ names: NameTable) {
        words = [UInt64](repeating: 0, count: (names.count + 63) / 64)
    }

    @inlinable
    public func contains(_ name: NameID) -> Bool {
        words[Int(name.rawValue >> 6)] >> UInt64(name.rawValue & 63) & 1 != 0
    }

    @inlinable
    public mutating func insert(_ name: NameID) {
        words[Int(name.rawValue >> 6)] |= 1 << UInt64(name.rawValue & 63)
    }
}
