import ZoneFile

/// The names of a zone that are host names. Several rules ask for nearly all names, so each label is judged once, in one pass
/// over the names.
struct HostNames: Sendable {
    private var hostNames: NameSet

    init(of zone: Zone) {
        let names = zone.names
        hostNames = NameSet(names)
        // Parents come before their children.
        for name in names.all {
            let isHostName =
                names.depth(of: name) == 0
                || hostNames.contains(names.parent(of: name))
                    && names.withLabel(of: name) { CheckNames.fault(ofLabel: $0) == nil }
            if isHostName { hostNames.insert(name) }
        }
    }

    /// Whether ``CheckNames/fault(of:in:)`` finds nothing wrong with the name.
    func contains(_ name: NameID) -> Bool { hostNames.contains(name) }
}
