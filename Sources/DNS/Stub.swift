public struct Name: Hashable, Sendable {
    public var wire: [UInt8]
    public init?(wire: [UInt8]) { self.wire = wire }
    public static let root = Name(wire: [0])!
    public init?(_ t: String) {
        wire = []
        for l in t.split(separator: ".") {
            wire.append(UInt8(l.utf8.count))
            wire += Array(l.utf8)
        }
        wire.append(0)
    }
    public var labels: [[UInt8]] {
        var r: [[UInt8]] = []
        var i = 0
        while wire[i] != 0 {
            r.append(Array(wire[i + 1...i + Int(wire[i])]))
            i += 1 + Int(wire[i])
        }
        return r
    }
    public var description: String {
        labels.isEmpty ? "." : labels.map { String(decoding: $0, as: UTF8.self) + "." }.joined()
    }
}
public struct RecordFormat {
    public struct Field { public var name: String }
    public var fields: [Field]
    public static func of(_ t: RecordType) -> RecordFormat? { nil }
}
public struct RDATAProblem {
    public enum Kind: Equatable {
        case missing(field: String)
        case extra(expected: Int)
        case invalid(field: String, expected: String)
        case outOfRange(field: String, range: ClosedRange<UInt64>)
        case invalidEscape, emptyLabel
        case labelTooLong(Int)
        case nameTooLong(Int)
        case stringTooLong(Int)
        case ttlInvalid, ttlTooLarge
    }
    public var kind: Kind
    public var fieldIndex: Int
    public var range: Range<Int>?
}
public struct RDATANote: Sendable {
    public enum Kind: Sendable {
        case leadingZero(field: String)
        case quoted, nonASCII
    }
    public var kind: Kind
    public var fieldIndex: Int
}
public struct RDATACoder: Sendable {
    public init() {}
    public var wire: [UInt8] = []
    public var notes: [RDATANote] = []
    public mutating func encode(_ t: RecordType, fields: UnsafeBufferPointer<FieldText>, origin: Name?) -> RDATAProblem?
    { nil }
}
