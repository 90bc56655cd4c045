import DNS
import ZoneFile

/// What every check of a signed zone needs: the keys, and which data is signed.
struct SigningFrame: Sendable {
    let zone: Zone
    let boundaries: ZoneBoundaries
    /// Seconds since 1970; `nil` leaves the dates of signatures unchecked.
    let time: Int64?
    let apex: Name
    /// The DNSKEY records at the apex, each once.
    let keys: [ZoneKey]
    /// The indices of the first keys with each key tag. Further ones would not be tried.
    let keysByTag: [UInt16: [Int]]
    /// The algorithms that sign the zone: every RRset needs a signature of each (RFC 4035 §2.2).
    let algorithms: [SecurityAlgorithm]
    /// The expire time of the SOA record: how long a secondary serves the zone without contact to its primary.
    let expire: UInt32?

    /// - Returns: `nil` if the zone is not signed.
    init?(_ zone: Zone, _ boundaries: ZoneBoundaries, time: Int64?) {
        guard zone.isSigned else { return nil }
        let apex = zone.apex
        self.zone = zone
        self.boundaries = boundaries
        self.time = time
        self.apex = zone.names.name(apex)
        let reader = RDATAReader(zone, .canonical)
        var keys: [ZoneKey] = []
        var seen: Set<DNSKEYData> = []
        for id in zone.records(at: apex, type: .dnskey) {
            guard let data = reader.rdata(of: id).flatMap(DNSKEYData.init), seen.insert(data).inserted else { continue }
            keys.append(ZoneKey(id, data))
        }
        self.keys = keys
        var byTag: [UInt16: [Int]] = [:]
        for (index, key) in keys.enumerated() where byTag[key.tag, default: []].count < 64 {
            byTag[key.tag, default: []].append(index)
        }
        keysByTag = byTag
        algorithms = Self.algorithms(zone, keys, reader)
        let soa = zone.records(at: apex, type: .soa).first.flatMap { reader.rdata(of: $0) } ?? []
        expire = soa.count < 22 ? nil : soa[(soa.count - 8)..<(soa.count - 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The algorithms with a key and a signature at the apex. A key may be published before it signs (RFC 6781 §4.1.4).
    private static func algorithms(_ zone: Zone, _ keys: [ZoneKey], _ reader: RDATAReader) -> [SecurityAlgorithm] {
        let published = Set(keys.filter { $0.data.isZoneKey && !$0.data.isRevoked }.map(\.data.algorithm))
        let signing = Set(
            zone.records(at: zone.apex, type: .rrsig).compactMap {
                reader.rdata(of: $0).flatMap(RRSIGData.init)?.algorithm
            }
        )
        let both = published.intersection(signing)
        return (both.isEmpty ? published : both).sorted()
    }

    /// What the zone is for a name.
    enum Standing {
        case authoritative
        /// The name of a zone cut: only DS and NSEC belong to this zone.
        case delegation
        /// Below a zone cut or DNAME record: glue, or never served.
        case hidden
        case outside
    }

    func standing(of name: NameID) -> Standing {
        guard zone.isInZone(name) else { return .outside }
        guard let boundary = boundaries.boundary(of: name) else { return .authoritative }
        if boundary != name {
            // A DNAME record at the apex does not cover the hashed names.
            let isHash = boundary == zone.apex && zone.names.parent(of: name) == zone.apex && zone.has(.nsec3, at: name)
            return isHash ? .authoritative : .hidden
        }
        return name != zone.apex && zone.has(.ns, at: name) ? .delegation : .authoritative
    }

    /// Whether the zone signs its records of the type at a name.
    func signs(_ type: RecordType, _ standing: Standing) -> Bool {
        switch standing {
        case .authoritative: type != .rrsig
        case .delegation: type == .ds || type == .nsec
        case .hidden, .outside: false
        }
    }

    /// The types at a name, in ascending order.
    func types(at name: NameID) -> [RecordType] {
        var types: [RecordType] = []
        for id in zone.records(at: name) where types.last != zone.records[id].type {
            types.append(zone.records[id].type)
        }
        return types
    }
}
