/// The type of a resource record: a 16-bit number with a mnemonic in IANA's registry.
///
/// Every number is a type. One without a mnemonic is written `TYPE65280` (RFC 3597 §5).
public struct RecordType: RawRepresentable, Hashable, Sendable, Comparable {
    public let rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    @inlinable
    public static func < (left: RecordType, right: RecordType) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension RecordType {
    public static let a = RecordType(rawValue: 1)
    public static let ns = RecordType(rawValue: 2)
    public static let cname = RecordType(rawValue: 5)
    public static let soa = RecordType(rawValue: 6)
    public static let wks = RecordType(rawValue: 11)
    public static let minfo = RecordType(rawValue: 14)
    public static let ptr = RecordType(rawValue: 12)
    public static let mx = RecordType(rawValue: 15)
    public static let txt = RecordType(rawValue: 16)
    public static let rp = RecordType(rawValue: 17)
    public static let afsdb = RecordType(rawValue: 18)
    public static let rt = RecordType(rawValue: 21)
    public static let sig = RecordType(rawValue: 24)
    public static let key = RecordType(rawValue: 25)
    public static let aaaa = RecordType(rawValue: 28)
    public static let nxt = RecordType(rawValue: 30)
    public static let srv = RecordType(rawValue: 33)
    public static let a6 = RecordType(rawValue: 38)
    public static let dname = RecordType(rawValue: 39)
    public static let opt = RecordType(rawValue: 41)
    public static let ds = RecordType(rawValue: 43)
    public static let rrsig = RecordType(rawValue: 46)
    public static let nsec = RecordType(rawValue: 47)
    public static let dnskey = RecordType(rawValue: 48)
    public static let nsec3 = RecordType(rawValue: 50)
    public static let nsec3param = RecordType(rawValue: 51)
    public static let tlsa = RecordType(rawValue: 52)
    public static let hip = RecordType(rawValue: 55)
    public static let cds = RecordType(rawValue: 59)
    public static let cdnskey = RecordType(rawValue: 60)
    public static let csync = RecordType(rawValue: 62)
    public static let zonemd = RecordType(rawValue: 63)
    public static let svcb = RecordType(rawValue: 64)
    public static let https = RecordType(rawValue: 65)
    public static let dsync = RecordType(rawValue: 66)
    public static let spf = RecordType(rawValue: 99)
    public static let caa = RecordType(rawValue: 257)
}

extension RecordType: CustomStringConvertible {
    /// The registered mnemonic, or a generic name such as `TYPE65280` (RFC 3597 §5).
    public var description: String {
        RecordTypeRegistry.mnemonics[rawValue] ?? "TYPE\(rawValue)"
    }
}

extension RecordType {
    /// The registered mnemonics, in the order of the numbers.
    public static let mnemonics: [String] = RecordTypeRegistry.assigned.map { String(describing: $0.mnemonic) }

    /// Whether the type exists only in queries or messages (RFC 6895 §3.1), and so never in a zone file.
    public var isMeta: Bool {
        rawValue == 0 || rawValue == 41 || (128...255).contains(rawValue)
    }

    /// The type with a registered mnemonic, in any case, or `TYPEn`.
    ///
    /// - Returns: `nil` if no type has that name.
    public init?(mnemonic text: some StringProtocol) {
        var copy = String(text)
        let found = copy.withUTF8 { RecordType(mnemonic: $0) }
        guard let found else { return nil }
        self = found
    }

    /// The type with a registered mnemonic, in any case, or `TYPEn`.
    public init?(mnemonic bytes: UnsafeBufferPointer<UInt8>) {
        guard let rawValue = RecordTypeRegistry.number(of: bytes) else { return nil }
        self.init(rawValue: rawValue)
    }
}
