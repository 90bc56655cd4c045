import DNS

/// The zones of one run, to look up names outside a zone in another one.
public struct ZoneSet: Sendable {
    /// The only zone of the run; `nil` if there are several. Then nothing has to be hashed.
    private var only: (apex: Name, zone: Zone)?
    /// The zones of the run by their names, if there are several.
    private var byApex: [Name: Zone] = [:]
    /// The nearest zones below each zone.
    private var childrenByZone: [ObjectIdentifier: [Zone]] = [:]

    /// Creates a set of the zones whose origin is known. If several have the same origin (views), none of them answers,
    /// because it is not known which one would.
    public init(_ zones: [Zone]) {
        let zones = zones.filter { $0.apex != .unknownOrigin }
        let whole = zones.filter { !$0.isFragment }
        guard whole.count > 1 else {
            only = whole.first.map { ($0.names.name($0.apex), $0) }
            return
        }
        var ambiguous: Set<Name> = []
        for zone in whole {
            let apex = zone.names.name(zone.apex)
            if byApex.updateValue(zone, forKey: apex) != nil { ambiguous.insert(apex) }
        }
        for apex in ambiguous { byApex[apex] = nil }
        guard byApex.count > 1 else { return }
        for zone in zones {
            let apex = zone.names.name(zone.apex)
            guard byApex[apex] === zone, let parent = apex.parent.flatMap({ self.zone(for: $0) }) else { continue }
            childrenByZone[ObjectIdentifier(parent), default: []].append(zone)
        }
    }

    /// The nearest zones of the run below `zone`, in the order given.
    public func children(of zone: Zone) -> [Zone] {
        childrenByZone[ObjectIdentifier(zone)] ?? []
    }

    /// The zone with the deepest apex at or above `name`.
    public func zone(for name: Name) -> Zone? {
        if let only { return name.isSubdomain(of: only.apex) ? only.zone : nil }
        var current: Name? = name
        while let candidate = current {
            if let zone = byApex[candidate] { return zone }
            current = candidate.parent
        }
        return nil
    }

    /// Whether the run has another zone than `zone`.
    public func hasOther(than zone: Zone) -> Bool {
        if let only { return only.zone !== zone }
        return byApex.count > 1 || byApex.values.first.map { $0 !== zone } ?? false
    }

    /// The other zone that answers for a name in the table of `zone` that is outside of it or below a cut.
    public func zone(for name: NameID, otherThan zone: Zone) -> Zone? {
        // Most runs have only one zone. Then there is no need to create a name.
        guard hasOther(than: zone) else { return nil }
        guard let other = self.zone(for: zone.names.name(name)), other !== zone, other.isWhole else {
            return nil
        }
        return zone.isInZone(name) && zone.cut(above: name) == nil ? nil : other
    }
}
