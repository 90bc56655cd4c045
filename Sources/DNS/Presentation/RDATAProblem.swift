/// What is wrong with the RDATA of one record, and where.
public struct RDATAProblem: Error, Equatable, Sendable {
    public let kind: Kind
    /// Index of the offending field; the number of fields when one is missing.
    public let fieldIndex: Int
    /// The offending bytes of that field's content, when only a part of it offends.
    public let range: Range<Int>?

    public init(_ kind: Kind, fieldIndex: Int, range: Range<Int>? = nil) {
        self.kind = kind
        self.fieldIndex = fieldIndex
        self.range = range
    }

    public enum Kind: Equatable, Sendable {
        /// The record ends where `field` should stand.
        case missing(field: String)
        /// More fields than the type has: `expected` are in use, the rest is left over.
        case extra(expected: Int)
        /// `expected` completes "expected …".
        case invalid(field: String, expected: String)
        case outOfRange(field: String, range: ClosedRange<UInt64>)
        /// `\DDD` over 255, or cut short.
        case invalidEscape
        case emptyLabel
        /// Lengths in octets.
        case labelTooLong(Int)
        case nameTooLong(Int)
        case stringTooLong(Int)
        /// A time that is neither seconds nor BIND's `1w2d3h4m5s`.
        case ttlInvalid
        /// A time over 32 bits.
        case ttlTooLarge
    }
}

/// Something in RDATA that is read, but deserves a remark.
public struct RDATANote: Equatable, Sendable {
    public let kind: Kind
    public let fieldIndex: Int

    public init(_ kind: Kind, fieldIndex: Int) {
        self.kind = kind
        self.fieldIndex = fieldIndex
    }

    public enum Kind: Equatable, Sendable {
        /// A decimal number written with a leading zero.
        case leadingZero(field: String)
        /// A name or a number written in quotes.
        case quoted
        /// A name with a raw byte outside ASCII.
        case nonASCIIName
        /// Some servers take it as it stands, others refuse the zone for it. `expected` completes "expected …".
        case doubtful(field: String, expected: String)
    }
}
