import DNS
import ZoneFile

/// A zone cut whose delegated zone is in the same run.
struct LoadedChildZone {
    /// The zone cut, as a name of the parent zone.
    let cut: NameID
    /// The delegated zone, which is whole.
    let zone: Zone
}

extension ZoneContext {
    /// The delegated zones of the run whose zone cut is in this zone.
    var loadedChildZones: [LoadedChildZone] {
        guard kind == .zone else { return [] }
        return zones.children(of: zone).compactMap { child in
            guard child.isWhole, let cut = zone.names.find(child.names.name(child.apex)),
                zone.has(.ns, at: cut),
                cut != zone.apex, !contents.boundaries.isHidden(cut)
            else { return nil }
            return LoadedChildZone(cut: cut, zone: child)
        }
    }

    /// Whether a delegated zone is published without keys: this zone is published as its file is, with signatures, so that
    /// the other one probably is, too. Signatures without keys are a finding of their own.
    func lacksKeys(_ child: LoadedChildZone) -> Bool {
        zone.has(.rrsig, at: zone.apex) && !child.zone.isSigned && !child.zone.has(.dnskey, at: child.zone.apex)
    }

    /// Returns the zone and file of a delegated zone for messages.
    func described(_ child: LoadedChildZone) -> String {
        "the zone \(quoted(child.cut)) (`\(child.zone.sources[0].path)`)"
    }
}
