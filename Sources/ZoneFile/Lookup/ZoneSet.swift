import DNS

/// The zones of one run, to look up names outside a zone in another one.
public struct ZoneSet: Sendable {
    private var byApex: [Name: Zone] = [:]
    /// The nearest zones below each zone.
    private var childrenByZone: [ObjectIdentifier: [Zone]] = [:]

    /// Creates a set of the zones whose origin is known. If several have the same origin (views), none of them answers,
    /// because it is not known which one would.
    public init(_ zones: [Zone]) {
        var ambiguous: Set<Name> = []
        for zone in zones where zone.apex != .unknownOrigin && !zone.isFragment {
            let apex = zone.names.name(zone.apex)
            if byApex.updateValue(zone, forKey: apex) != nil { ambiguous.insert(apex) }
        }
        for apex in ambiguous { byApex[apex] = nil }
        guard byApex.count > 1 else { return }
        for zone in zones where zone.apex != .unknownOrigin {
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
        var current: Name? = name
        while let candidate = current {
            if let zone = byApex[candidate] { return zone }
            current = candidate.parent
        }
        return nil
    }

    /// Whether the run has another zone than `zone`.
    public func hasOther(than zone: Zone) -> Bool {
        byApex.count > 1 || byApex.values.first.map { $0 !== zone } ?? false
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
