import DNS
import ServerRules
import ZoneFile
import ZoneRules

/// The files of a run after reading, and the zones in them.
public struct LoadedZones: Sendable {
    /// In the order of the inputs.
    let files: [LoadedFile]
    /// Zones that are not checked, and in which names are looked up.
    var others: [OtherZone] = []
    /// All zones that are checked on their own, and the others.
    let set: ZoneSet

    var zones: [LoadedZone] { files.compactMap(\.zone) }

    /// The answers of the zones to the queries of discovery.
    public var evidence: ZoneEvidence {
        ZoneEvidence(
            set, whole: zones.map(\.context).filter(\.isWhole).map(\.zone) + others.filter(\.isWhole).map(\.zone))
    }

    /// The zones for a run that does not check them.
    public var asOthers: [OtherZone] {
        zones.map { OtherZone(zone: $0.context.zone, originFrom: $0.context.originFrom, isWhole: $0.context.isWhole) }
    }

    /// No zones.
    public static let none = LoadedZones(files: [], set: ZoneSet([]))
}

/// One input after reading.
enum LoadedFile: Sendable {
    case unreadable(path: String, reason: String)
    case tooLarge(path: String, limit: Int)
    /// The file is checked as part of the zone in `includer`.
    case included(path: String, includer: String)
    case zone(LoadedZone)

    var zone: LoadedZone? {
        if case .zone(let zone) = self { zone } else { nil }
    }
}

/// A zone and the suppression comments in it.
struct LoadedZone: Sendable {
    let context: ZoneContext
    let suppressions: Suppressions
    /// Why the zone could not be compared with an earlier revision, and what to do about it.
    let comparisonFailure: (reason: String, help: String)?
}
