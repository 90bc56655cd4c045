import ZoneFile

/// Recognises host names of a zone. Most names share their last labels, and many records a name, so each label is judged once.
struct CheckedNames {
    private let names: NameTable
    private var hostNames: NameSet

    init(of zone: Zone) {
        names = zone.names
        hostNames = NameSet(zone.names)
    }

    /// Whether ``CheckNames/fault(of:in:)`` finds nothing wrong with the name.
    mutating func isHostName(_ name: NameID) -> Bool {
        var current = name
        while names.depth(of: current) > 0, !hostNames.contains(current) {
            guard names.withLabel(of: current, { CheckNames.fault(ofLabel: $0) == nil }) else { return false }
            current = names.parent(of: current)
        }
        let known = current
        current = name
        while current != known {
            hostNames.insert(current)
            current = names.parent(of: current)
        }
        return true
    }
}
