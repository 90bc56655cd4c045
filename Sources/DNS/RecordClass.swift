/// The class of a resource record (RFC 1035 §3.2.4, RFC 6895 §3.2).
public struct RecordClass: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// IN, the class of almost every zone.
    @inlinable public static var internet: RecordClass { RecordClass(rawValue: 1) }
    /// CH, used today for names such as `version.bind`.
    @inlinable public static var chaos: RecordClass { RecordClass(rawValue: 3) }
    @inlinable public static var hesiod: RecordClass { RecordClass(rawValue: 4) }
    @inlinable public static var none: RecordClass { RecordClass(rawValue: 254) }
    @inlinable public static var any: RecordClass { RecordClass(rawValue: 255) }
}

extension RecordClass {
    /// The class with a mnemonic, in any case, or `CLASSn` (RFC 3597 §5).
    public init?(mnemonic bytes: UnsafeBufferPointer<UInt8>) {
        switch bytes.count {
        case 2:
            switch (bytes[0] & 0xDF, bytes[1] & 0xDF) {
            case (UInt8(ascii: "I"), UInt8(ascii: "N")): self = .internet
            case (UInt8(ascii: "C"), UInt8(ascii: "H")): self = .chaos
            case (UInt8(ascii: "H"), UInt8(ascii: "S")): self = .hesiod
            default: return nil
            }
        case 3 where bytes.foldedEquals("ANY"): self = .any
        case 4 where bytes.foldedEquals("NONE"): self = .none
        case 5 where bytes.foldedEquals("CHAOS"): self = .chaos
        case 6 where bytes.foldedEquals("HESIOD"): self = .hesiod
        case 6...10 where bytes.hasFoldedPrefix("CLASS"):
            guard let number = decimal16(UnsafeBufferPointer(rebasing: bytes[5...])) else { return nil }
            self.init(rawValue: number)
        default: return nil
        }
    }

    /// The class with a mnemonic, in any case, or `CLASSn` (RFC 3597 §5).
    public init?(mnemonic text: some StringProtocol) {
        var copy = String(text)
        guard let found = copy.withUTF8({ RecordClass(mnemonic: $0) }) else { return nil }
        self = found
    }
}

extension RecordClass: CustomStringConvertible {
    public var description: String {
        switch self {
        case .internet: "IN"
        case .chaos: "CH"
        case .hesiod: "HS"
        case .none: "NONE"
        case .any: "ANY"
        default: "CLASS\(rawValue)"
        }
    }
}
