/// A domain name of a zone, by its index in the zone's ``NameTable``. Equal names have equal identifiers.
public struct NameID: Hashable, Sendable, Comparable {
    @usableFromInline let rawValue: UInt32

    @inlinable
    init(_ rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The root of the DNS, `.`.
    public static let root = NameID(0)
    /// The origin of a file whose origin is not known. Names below it are printed as relative names.
    public static let unknownOrigin = NameID(1)

    @inlinable
    public static func < (left: NameID, right: NameID) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The position in the table, from 0. That of a parent is lower than those of its children.
    public var number: Int { index }

    @inlinable var index: Int { Int(rawValue) }
}
