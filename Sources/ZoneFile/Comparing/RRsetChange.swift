import DNS

/// The difference between the RRsets of one owner and type in two versions of a zone.
public struct RRsetChange: Sendable {
    public enum Kind: String, Sendable {
        /// Only the new zone has the RRset.
        case added
        /// Only the old zone has the RRset.
        case removed
        case changed
    }

    public let kind: Kind
    /// The owner in presentation form and lower case.
    public let owner: String
    public let type: RecordType
    /// The records of the old zone with data that the new RRset lacks.
    public internal(set) var removed: [RecordID]
    /// The records of the new zone with data that the old RRset lacks.
    public internal(set) var added: [RecordID]
    /// The records that have the same data in both zones, but another TTL.
    public let ttlChanges: [TTLChange]
    /// Whether only the serial of an SOA record differs.
    public let isSerialOnly: Bool

    public struct TTLChange: Sendable {
        /// The record of the old zone.
        public let old: RecordID
        /// The record of the new zone.
        public let new: RecordID
    }

    var isEmpty: Bool { removed.isEmpty && added.isEmpty && ttlChanges.isEmpty }

    /// The canonical order of RFC 4034 §6.1, and at one owner the SOA and NS records first.
    struct Order: Comparable {
        private let owner: [UInt8]
        private let type: RecordType

        init(_ owner: Name, _ type: RecordType) {
            self.type = type
            var key: [UInt8] = []
            for label in owner.labels.reversed() {
                // A zero octet sorts after the end of a label.
                for octet in label { key += octet == 0 ? [0, 1] : [asciiLowercased(octet)] }
                key += [0, 0]
            }
            self.owner = key
        }

        private var rank: (Int, UInt16) {
            (type == .soa ? 0 : type == .ns ? 1 : 2, type.rawValue)
        }

        static func < (left: Order, right: Order) -> Bool {
            left.owner == right.owner
                ? left.rank < right.rank : left.owner.lexicographicallyPrecedes(right.owner)
        }

        static func == (left: Order, right: Order) -> Bool {
            left.owner == right.owner && left.type == right.type
        }
    }
}
