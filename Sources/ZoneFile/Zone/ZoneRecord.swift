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

        @inlinable
        public init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        // Computed and inlinable, like the types and classes: a stored one costs other modules a call for each comparison.

        /// The owner is inherited from the record before.
        @inlinable public static var inheritsOwner: Flags { Flags(rawValue: 1) }
        /// The record has an explicit TTL.
        @inlinable public static var hasTTL: Flags { Flags(rawValue: 2) }
        /// The owner is relative, has several labels, and ends in the last label of the zone's origin.
        @inlinable public static var dottedOwner: Flags { Flags(rawValue: 4) }
        /// The target is relative, has several labels, and ends in the last label of the zone's origin.
        @inlinable public static var dottedTarget: Flags { Flags(rawValue: 8) }
        /// The RDATA is in the generic form `\# length hex` (RFC 3597).
        @inlinable public static var genericRDATA: Flags { Flags(rawValue: 16) }
        /// The owner is neither the apex nor below it.
        @inlinable public static var outOfZone: Flags { Flags(rawValue: 32) }
        /// Two fields of the RDATA have no space between them, because one of them is in quotes.
        @inlinable public static var adjacentFields: Flags { Flags(rawValue: 64) }
        /// The text of the owner begins with a digit.
        @inlinable public static var ownerBeginsWithDigit: Flags { Flags(rawValue: 128) }
        /// The text of the owner ends in `IN` in capitals, after something else.
        @inlinable public static var ownerEndsInClass: Flags { Flags(rawValue: 256) }
        /// The text of the owner has an escape.
        @inlinable public static var escapedOwner: Flags { Flags(rawValue: 512) }
        /// The target is relative to the origin, and not just `@`.
        @inlinable public static var relativeTarget: Flags { Flags(rawValue: 1024) }
        /// The target is a single label with a final dot.
        @inlinable public static var topLevelTarget: Flags { Flags(rawValue: 2048) }
    }
}
