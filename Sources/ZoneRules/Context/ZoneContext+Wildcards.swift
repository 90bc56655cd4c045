import Diagnostics
import ZoneFile

extension ZoneContext {
    /// The wildcard that has addresses and would cover a target without one, if the target or a name above it did not
    /// exist (RFC 4592 §3.3.1). Its label says why it does not apply.
    ///
    /// - Parameter other: the zone that answers for the target.
    func wildcardNotApplied(to target: NameID, in other: Zone) -> [LabelledSpan] {
        guard other === zone, zone.isInZone(target), target != zone.apex else { return [] }
        var existing = zone.exists(target) ? target : nil
        var node = target
        while node != zone.apex {
            node = zone.names.parent(of: node)
            if existing == nil, node != zone.apex, zone.exists(node) { existing = node }
            guard let existing, let wildcard = zone.names.child(of: node, label: "*"),
                let id = zone.records(at: wildcard).first(where: { [.a, .aaaa].contains(zone.records[$0].type) })
            else { continue }
            // A wildcard below the name that exists covers the target.
            guard node != existing else { return [] }
            let fields = zone.fields(of: id)
            return [
                LabelledSpan(
                    (fields.owner ?? fields.type).span, "does not apply, because \(quoted(existing)) exists")
            ]
        }
        return []
    }
}
