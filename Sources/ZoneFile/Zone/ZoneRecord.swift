import DNS

/// A record in a compact form of fixed size, so that a zone can have millions of them.
///
/// Its text and spans are read again from the source if a finding needs them (``Zone/fields(of:)``).
public struct ZoneRecord: Sendable {
    public var owner: NameID
    /// The TTL in seconds.
    public var ttl: UInt32
    /// The domain name in the RDATA of NS, CNAME, DNAME, PTR, MX and SRV records; the root otherwise.
    public var target: NameID
    /// The offset of the entry's first byte in its source.
    public var start: UInt32
    /// The offset of the first RDATA token.
    public var rdata: UInt32
    public var type: RecordType
    /// The index of the source in ``Zone/sources``.
    public var source: UInt16
    /// The priority of SRV or the preference of MX.
    public var priority: UInt16
    /// The weight of SRV.
    public var weight: UInt16
    /// The port of SRV.
    public var port: UInt16
    public var flags: Flags

    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt16

        public init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        /// The owner is inherited from the record before.
        public static let inheritsOwner = Flags(rawValue: 1)
        /// The record has an explicit TTL.
        public static let hasTTL = Flags(rawValue: 2)
        /// The owner is relative, has several labels, and ends in the last label of the zone's origin.
        public static let dottedOwner = Flags(rawValue: 4)
        /// The target is relative, has several labels, and ends in the last label of the zone's origin.
        public static let dottedTarget = Flags(rawValue: 8)
        /// The RDATA is in the generic form `\# length hex` (RFC 3597).
        public static let genericRDATA = Flags(rawValue: 16)
        /// The owner is neither the apex nor below it.
        public static let outOfZone = Flags(rawValue: 32)
        /// Two fields of the RDATA have no space between them, because one of them is in quotes.
        public static let adjacentFields = Flags(rawValue: 64)
    }
}
