import DNS
import ZoneFile

/// What a file of records is for: not all rules for zones hold for all of them.
public enum ZoneKind: Sendable {
    case zone
    /// A piece of a zone, without an SOA record, or the answer to a question or a broken transfer, as `dig` prints it.
    case fragment
    /// The names and addresses of the root servers, to start resolving with: not a zone.
    case rootHints
    /// A response-policy zone: each owner is a complete name of another zone, below the origin, and the
    /// data says what the resolver does with it.
    case responsePolicy

    init(of zone: Zone) {
        if zone.isFragment {
            self = Self.isRootHints(zone) ? .rootHints : .fragment
        } else if DigOutput.isAnswer(zone.sources[0]) || DigOutput.failure(of: zone) != nil {
            self = .fragment
        } else {
            self = Self.isResponsePolicy(zone) ? .responsePolicy : .zone
        }
    }

    /// Whether the file has NS records of the root, and in addition only addresses.
    private static func isRootHints(_ zone: Zone) -> Bool {
        !zone.records(at: .root, type: .ns).isEmpty
            && zone.records.allSatisfy { [.ns, .a, .aaaa].contains($0.type) && ($0.type != .ns || $0.owner == .root) }
    }

    /// Whether a name has CNAME records below it whose owners begin with a number, as the triggers for addresses do.
    private static func hasTriggers(below name: NameID, _ zone: Zone) -> Bool {
        zone.records(ofType: .cname).contains { number in
            let owner = zone.records[Int(number)].owner
            return owner != name && zone.names.isName(owner, atOrBelow: name)
                && zone.names.withLabel(of: owner) { $0.allSatisfy { $0 &- 0x30 < 10 } }
        }
    }

    /// A policy is a CNAME to the root, to a wildcard of the root or to one of the `rpz-` names, or is triggered by one.
    private static func isResponsePolicy(_ zone: Zone) -> Bool {
        let triggers = ["rpz-ip", "rpz-nsdname", "rpz-nsip", "rpz-client-ip"]
        if triggers.contains(where: { zone.names.child(of: zone.apex, label: $0).map(zone.exists) ?? false }) {
            return true
        }
        let misspelt = PolicyLabels.misspeltTriggers.keys.compactMap { zone.names.child(of: zone.apex, label: $0) }
        if !misspelt.isEmpty, misspelt.contains(where: { hasTriggers(below: $0, zone) }) { return true }
        return zone.records(ofType: .cname).contains { number in
            let target = zone.records[Int(number)].target
            if target == .root { return true }
            // `rpz-drop` without its final dot
            let isRelative = zone.names.parent(of: target) == zone.apex
            guard isRelative || zone.names.depth(of: target) == 1,
                zone.names.withLabel(of: target, { $0.elementsEqual("*".utf8) || $0.starts(with: "rpz-".utf8) })
            else { return false }
            let label = String(decoding: zone.names.label(of: target), as: UTF8.self)
            return isRelative ? PolicyLabels.actions.contains(label) && !zone.exists(target) : true
        }
    }
}
