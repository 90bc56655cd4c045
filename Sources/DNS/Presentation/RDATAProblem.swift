/// A problem of the RDATA of one record.
public struct RDATAProblem: Error, Equatable, Sendable {
    public let kind: Kind
    /// The index of the offending field; the number of fields if one is missing.
    public let fieldIndex: Int
    /// The offending bytes of the field's content; `nil` for the whole field.
    public let range: Range<Int>?

    public init(_ kind: Kind, fieldIndex: Int, range: Range<Int>? = nil) {
        self.kind = kind
        self.fieldIndex = fieldIndex
        self.range = range
    }

    public enum Kind: Equatable, Sendable {
        /// The record ends before `field`.
        case missing(field: String)
        /// The record has more than the `expected` number of fields.
        case extra(expected: Int)
        /// `expected` completes "expected …".
        case invalid(field: String, expected: String)
        case outOfRange(field: String, range: ClosedRange<UInt64>)
        /// `\DDD` is over 255 or incomplete.
        case invalidEscape
        case emptyLabel
        /// Lengths in octets.
        case labelTooLong(Int)
        case nameTooLong(Int)
        case stringTooLong(Int)
        /// A time that is neither seconds nor has the form `1w2d3h4m5s` of BIND.
        case ttlInvalid
        /// A time of more than 32 bits.
        case ttlTooLarge
    }
}

extension RDATAProblem.Kind {
    /// The problem of a domain name.
    init(_ problem: NameProblem) {
        self =
            switch problem {
            case .invalidEscape: .invalidEscape
            case .emptyLabel: .emptyLabel
            case .labelTooLong(let length): .labelTooLong(length)
            case .nameTooLong(let length): .nameTooLong(length)
            }
    }
}

/// Something in RDATA that is accepted, but should be reported.
public struct RDATANote: Equatable, Sendable {
    public let kind: Kind
    public let fieldIndex: Int

    public init(_ kind: Kind, fieldIndex: Int) {
        self.kind = kind
        self.fieldIndex = fieldIndex
    }

    public enum Kind: Equatable, Sendable {
        /// A decimal number with a leading zero.
        case leadingZero(field: String)
        /// A name or a number in quotes.
        case quoted
        /// A name with a raw byte outside ASCII.
        case nonASCIIName
        /// Some servers accept the field, others refuse the zone. `expected` completes "expected …".
        case doubtful(field: String, expected: String)
    }
}
