import DNS

/// The zone cuts and DNAME records of a zone, and the occluded names below them (RFC 9499).
///
/// Computed in one pass over the names, for the rules that need it. For a zone without cuts and DNAME records there is
/// nothing to compute.
public struct ZoneBoundaries: Sendable {
    /// The topmost cut or DNAME at or above each name; empty if the zone has neither.
    private let boundaries: ContiguousArray<UInt32>
    /// Whether each name is the target of an NS record; empty if the zone has no boundary.
    private let isServer: ContiguousArray<Bool>
    /// The first NS record for every target of NS records.
    public let servers: [RecordID]
    /// The names with occluded records, in the order of their first appearance. These are records below a DNAME, records
    /// other than NS, DS, NSEC and RRSIG at a cut, and records other than glue below it.
    public let occluded: [NameID]

    private static let none = UInt32.max

    public init(of zone: Zone) {
        let nameServers = zone.records(ofType: .ns)
        let names = zone.names
        var boundaries = ContiguousArray<UInt32>()
        var isServer = ContiguousArray<Bool>(repeating: false, count: nameServers.isEmpty ? 0 : names.nodeCount)
        var servers: [RecordID] = []
        func mark(_ owner: NameID) {
            if boundaries.isEmpty { boundaries = ContiguousArray(repeating: Self.none, count: names.nodeCount) }
            boundaries[owner.index] = owner.rawValue
        }
        for number in nameServers {
            let record = zone.records[Int(number)]
            if record.owner != zone.apex, zone.isInZone(record.owner) { mark(record.owner) }
            guard !isServer[record.target.index] else { continue }
            isServer[record.target.index] = true
            servers.append(Int(number))
        }
        for number in zone.records(ofType: .dname) where zone.isInZone(zone.records[Int(number)].owner) {
            mark(zone.records[Int(number)].owner)
        }
        self.servers = servers
        guard !boundaries.isEmpty else {
            self.boundaries = []
            self.isServer = []
            occluded = []
            return
        }
        var occluded: [NameID] = []
        // Parents come before their children, so that their boundary is known. The first two names are the root and the
        // unknown origin, which are their own parents.
        for number in 0..<names.nodeCount {
            let parent = Int(names.nodes[number].parent)
            if number > 1, boundaries[parent] != Self.none { boundaries[number] = boundaries[parent] }
            guard boundaries[number] != Self.none else { continue }
            let name = NameID(UInt32(number))
            if Self.isOccluded(
                name, NameID(boundaries[number]), isServer: isServer.isEmpty ? false : isServer[number], zone)
            {
                occluded.append(name)
            }
        }
        self.boundaries = boundaries
        self.isServer = isServer
        self.occluded = occluded
    }

    private static func isOccluded(_ name: NameID, _ boundary: NameID, isServer: Bool, _ zone: Zone) -> Bool {
        let isCut = boundary != zone.apex && zone.has(.ns, at: boundary)
        if name == boundary, !isCut { return false }
        for id in zone.records(at: name) {
            switch zone.records[id].type {
            case .ns, .ds:
                if name != boundary { return true }
            // Signatures belong to what they sign, and NSEC3 records to a chain of hashed names.
            case .rrsig, .nsec, .nsec3, .key, .sig, .nxt: break
            case .a, .aaaa:
                if !isServer || !isCut { return true }
            default: return true
            }
        }
        return false
    }

    /// The topmost cut or DNAME at or above the name.
    public func boundary(of name: NameID) -> NameID? {
        guard !boundaries.isEmpty, boundaries[name.index] != Self.none else { return nil }
        return NameID(boundaries[name.index])
    }

    /// Whether the zone has neither cuts nor DNAME records.
    public var isEmpty: Bool { boundaries.isEmpty }

    /// Whether the name is below a cut or a DNAME, so that the zone does not answer for it.
    public func isHidden(_ name: NameID) -> Bool {
        boundary(of: name).map { $0 != name } ?? false
    }

    /// Whether the name is the target of an NS record. Always `false` for a zone without boundaries.
    public func isNameServer(_ name: NameID) -> Bool {
        !isServer.isEmpty && isServer[name.index]
    }
}
