import DNS
import Diagnostics
import ZoneFile
import ZoneRules

extension ZoneComparer {
    /// Compares files with the revision that the loader compares with.
    ///
    /// - Parameter deleted: the files that only the revision has.
    public func compare(_ inputs: [ZoneInput], deleted: [ZoneInput] = []) -> ComparisonReport {
        let after = loader.load(inputs)
        let removed = earlier(deleted)
        var gone = removed.zones.filter { !$0.context.zone.isFragment }
        var before: [LoadedFile] = []
        var zones: [ComparedZone] = []
        for file in after.files {
            switch file {
            case .zone(let zone):
                var (compared, earlier) = compared(zone)
                // A zone may have moved to another file.
                if case .added = compared.outcome,
                    let index = gone.firstIndex(where: { $0.context.zone.origin == compared.origin })
                {
                    let old = gone.remove(at: index)
                    earlier = old
                    compared = Self.compared(old.context.zone, zone.context.zone)
                }
                zones.append(compared)
                if let earlier { before.append(.zone(earlier)) }
            case .unreadable(let path, let reason): zones.append(Self.notCompared(path, reason))
            case .tooLarge(let path, let limit):
                zones.append(Self.notCompared(path, "it is larger than \(limit >> 20) MiB"))
            case .included: continue
            }
        }
        for file in removed.files {
            if case .unreadable(let path, let reason) = file { zones.append(Self.notCompared(path, reason)) }
        }
        for zone in gone {
            zones.append(Self.removed(zone.context.zone))
            before.append(.zone(zone))
        }
        let set = ZoneSet(before.compactMap { $0.zone?.context.zone })
        let earlier = LoadedZones(files: before, set: set)
        return report(zones, earlier, after, reading: reading([after], [inputs], loader))
    }

    /// Loads files of the revision, with the included files that the revision has.
    private func earlier(_ deleted: [ZoneInput]) -> LoadedZones {
        guard !deleted.isEmpty, let against = loader.against else { return .none }
        var loader = loader
        loader.against = nil
        loader.includes = loader.includes.map { EarlierIncludes($0, against) }
        return loader.load(deleted)
    }

    private static func removed(_ zone: Zone) -> ComparedZone {
        ComparedZone(
            origin: zone.origin, oldPath: zone.sources[0].path, newPath: nil,
            outcome: .removed(records: zone.records.count))
    }

    private static func compared(_ old: Zone, _ new: Zone) -> ComparedZone {
        ComparedZone(
            origin: new.origin, oldPath: old.sources[0].path, newPath: new.sources[0].path,
            outcome: .compared(ZoneDifference(from: old, to: new)))
    }

    private func compared(_ zone: LoadedZone) -> (ComparedZone, LoadedZone?) {
        let new = zone.context.zone
        let path = new.sources[0].path
        if let failure = zone.comparisonFailure {
            return (Self.notCompared(path, failure.reason, origin: new.origin), nil)
        }
        guard let old = zone.context.earlier else {
            let compared = ComparedZone(
                origin: new.origin, oldPath: nil, newPath: path, outcome: .added(records: new.records.count))
            return (compared, nil)
        }
        let compared = Self.compared(old, new)
        let context = ZoneContext(zone: old, originFrom: zone.context.originFrom)
        let earlier = LoadedZone(context: context, suppressions: Suppressions(of: old), comparisonFailure: nil)
        return (compared, earlier)
    }
}
