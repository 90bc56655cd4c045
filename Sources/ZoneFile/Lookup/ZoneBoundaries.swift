import DNS

/// Where a zone's own data end: its cuts and DNAMEs, and what the zone has below them all the same.
///
/// Made in one pass over the names, for the rules that ask. A zone without cuts and DNAMEs costs nothing.
public struct ZoneBoundaries: Sendable {
    /// For each name the topmost cut or DNAME at or above it; empty if the zone has neither.
    private let boundaries: ContiguousArray<UInt32>
    /// Whether an NS record of the zone names the name; empty if the zone has no boundary.
    private let isServer: ContiguousArray<Bool>
    /// For every name that NS records name, the first of them.
    public let servers: [RecordID]
    /// Names at or below a cut, or below a DNAME, that own a record which the zone cannot give out from there, in the
    /// order of their first appearance: more than NS, DS and their NSEC and RRSIG at a cut, more than addresses of
    /// name servers (glue) below it, anything below a DNAME.
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
        // Parents are older than their children, so each has its boundary before they ask for it. The first two names
        // are the root and the unknown origin, their own parents.
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
            // Signatures go with what they sign, and NSEC3 records with a chain that has no place of its own.
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

    /// Whether the zone has a cut or DNAME at all.
    public var isEmpty: Bool { boundaries.isEmpty }

    /// Whether the zone has data at the name that it does not answer with: the name is below a cut or a DNAME.
    public func isHidden(_ name: NameID) -> Bool {
        boundary(of: name).map { $0 != name } ?? false
    }

    /// Whether an NS record of the zone names the name. Answered for zones with a boundary only.
    public func isNameServer(_ name: NameID) -> Bool {
        !isServer.isEmpty && isServer[name.index]
    }
}
