import DNS
import ZoneFile

/// The members of a catalog zone (RFC 9432), which lists zones for name servers to configure.
struct CatalogZone {
    /// The TXT records at `version`.
    let versions: [RecordID]
    /// The PTR records directly below `zones`, in the order of the file.
    private(set) var members: [RecordID] = []
    /// PTR records that are not directly below `zones` and not properties.
    private(set) var misplaced: [RecordID] = []
    /// Records of the properties `group` and `coo` that are not at a member.
    private(set) var strayProperties: [RecordID] = []

    /// Recognises a catalog zone by names below `zones` together with its version or its NS record `invalid.`. Without such names,
    /// it has PTR records, a version and that NS record.
    init?(_ context: ZoneContext) {
        let zone = context.zone
        guard context.kind == .zone, let soa = zone.apexSOA, zone.records[soa].owner == zone.apex,
            case let zones = zone.names.child(of: zone.apex, label: "zones").flatMap({ zone.exists($0) ? $0 : nil }),
            zones != nil || !zone.records(ofType: .ptr).isEmpty
        else { return nil }
        let version = zone.names.child(of: zone.apex, label: "version")
        versions = version.map { Array(zone.records(at: $0, type: .txt)) } ?? []
        let servers = zone.records(at: zone.apex, type: .ns)
        let isUnserved =
            servers.count == 1 && servers.allSatisfy { zone.names.text(zone.records[$0].target) == "invalid." }
        guard zones != nil ? !versions.isEmpty || isUnserved : !versions.isEmpty && isUnserved else { return nil }
        for number in zone.records(ofType: .ptr) {
            let id = Int(number)
            let owner = zone.records[id].owner
            guard let zones, zone.names.isName(owner, atOrBelow: zones), owner != zones else {
                // Private properties of the catalog are below `ext`.
                if isUnserved, owner == zones || !Self.isBelowExtension(owner, zone) { misplaced.append(id) }
                continue
            }
            let depth = zone.names.depth(of: owner) - zone.names.depth(of: zones)
            if depth == 1 {
                members.append(id)
            } else if !Self.isProperty(owner, depth, zone) {
                misplaced.append(id)
            }
        }
        if isUnserved {
            for label in ["group", "coo"] {
                guard let name = zone.names.child(of: zone.apex, label: label) else { continue }
                strayProperties += zone.records(at: name).filter { !misplaced.contains($0) }.prefix(1)
            }
        }
        // An ordinary zone may have names like these.
        guard isUnserved || !members.isEmpty else { return nil }
    }

    private static func isBelowExtension(_ owner: NameID, _ zone: Zone) -> Bool {
        zone.names.child(of: zone.apex, label: "ext").map { zone.names.isName(owner, atOrBelow: $0) } ?? false
    }

    /// Whether the owner is a change of ownership (`coo`) of a member, or below `ext`, where all properties are private.
    private static func isProperty(_ owner: NameID, _ depth: Int, _ zone: Zone) -> Bool {
        if depth == 2, zone.names.withLabel(of: owner, { $0.elementsEqual("coo".utf8) }) { return true }
        var current = owner
        for _ in 1..<depth {
            if zone.names.withLabel(of: current, { $0.elementsEqual("ext".utf8) }) { return true }
            current = zone.names.parent(of: current)
        }
        return false
    }
}
