import DNS

/// A record as the reader keeps it: fixed-size numbers only, so that millions fit side by side.
/// Texts and spans are read again from the source when a message needs them (``Zone/fields(of:)``).
public struct ZoneRecord: Sendable {
    public var owner: NameID
    /// Seconds.
    public var ttl: UInt32
    /// The domain name in the RDATA of NS, CNAME, DNAME, PTR, MX and SRV records; the root otherwise.
    public var target: NameID
    /// Offset of the entry's first byte in its source.
    public var start: UInt32
    /// Offset of the first RDATA token.
    public var rdata: UInt32
    public var type: RecordType
    /// Index of the source in ``Zone/sources``.
    public var source: UInt16
    /// SRV: priority. MX: preference.
    public var priority: UInt16
    /// SRV only.
    public var weight: UInt16
    /// SRV only.
    public var port: UInt16
    public var flags: Flags

    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt16

        public init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        /// The owner is not written but taken from the record before.
        public static let inheritsOwner = Flags(rawValue: 1)
        /// The TTL is written on the record.
        public static let hasTTL = Flags(rawValue: 2)
        /// The owner is relative, has a dot, and ends in the last label of the zone's origin.
        public static let dottedOwner = Flags(rawValue: 4)
        /// The target is relative and has a dot.
        public static let dottedTarget = Flags(rawValue: 8)
        /// The RDATA is in the generic form `\# length hex` (RFC 3597).
        public static let genericRDATA = Flags(rawValue: 16)
        /// The owner is neither the apex nor below it.
        public static let outOfZone = Flags(rawValue: 32)
    }
}
