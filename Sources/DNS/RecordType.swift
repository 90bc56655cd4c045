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
    // Computed and inlinable, so that other modules compare with the number: a stored one costs them a call, and in a large
    // zone there are tens of millions of comparisons.

    @inlinable public static var a: RecordType { RecordType(rawValue: 1) }
    @inlinable public static var ns: RecordType { RecordType(rawValue: 2) }
    @inlinable public static var cname: RecordType { RecordType(rawValue: 5) }
    @inlinable public static var soa: RecordType { RecordType(rawValue: 6) }
    @inlinable public static var wks: RecordType { RecordType(rawValue: 11) }
    @inlinable public static var minfo: RecordType { RecordType(rawValue: 14) }
    @inlinable public static var ptr: RecordType { RecordType(rawValue: 12) }
    @inlinable public static var mx: RecordType { RecordType(rawValue: 15) }
    @inlinable public static var txt: RecordType { RecordType(rawValue: 16) }
    @inlinable public static var rp: RecordType { RecordType(rawValue: 17) }
    @inlinable public static var afsdb: RecordType { RecordType(rawValue: 18) }
    @inlinable public static var rt: RecordType { RecordType(rawValue: 21) }
    @inlinable public static var sig: RecordType { RecordType(rawValue: 24) }
    @inlinable public static var key: RecordType { RecordType(rawValue: 25) }
    @inlinable public static var aaaa: RecordType { RecordType(rawValue: 28) }
    @inlinable public static var nxt: RecordType { RecordType(rawValue: 30) }
    @inlinable public static var srv: RecordType { RecordType(rawValue: 33) }
    @inlinable public static var a6: RecordType { RecordType(rawValue: 38) }
    @inlinable public static var dname: RecordType { RecordType(rawValue: 39) }
    @inlinable public static var opt: RecordType { RecordType(rawValue: 41) }
    @inlinable public static var ds: RecordType { RecordType(rawValue: 43) }
    @inlinable public static var rrsig: RecordType { RecordType(rawValue: 46) }
    @inlinable public static var nsec: RecordType { RecordType(rawValue: 47) }
    @inlinable public static var dnskey: RecordType { RecordType(rawValue: 48) }
    @inlinable public static var nsec3: RecordType { RecordType(rawValue: 50) }
    @inlinable public static var nsec3param: RecordType { RecordType(rawValue: 51) }
    @inlinable public static var tlsa: RecordType { RecordType(rawValue: 52) }
    @inlinable public static var hip: RecordType { RecordType(rawValue: 55) }
    @inlinable public static var cds: RecordType { RecordType(rawValue: 59) }
    @inlinable public static var cdnskey: RecordType { RecordType(rawValue: 60) }
    @inlinable public static var csync: RecordType { RecordType(rawValue: 62) }
    @inlinable public static var zonemd: RecordType { RecordType(rawValue: 63) }
    @inlinable public static var svcb: RecordType { RecordType(rawValue: 64) }
    @inlinable public static var https: RecordType { RecordType(rawValue: 65) }
    @inlinable public static var dsync: RecordType { RecordType(rawValue: 66) }
    @inlinable public static var spf: RecordType { RecordType(rawValue: 99) }
    @inlinable public static var caa: RecordType { RecordType(rawValue: 257) }
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
