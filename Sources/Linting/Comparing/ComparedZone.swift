import Diagnostics
import ZoneFile

/// A zone in two versions.
public struct ComparedZone: Sendable {
    /// The origin with its final dot; `nil` if it is not known.
    public let origin: String?
    /// The path of each version; `nil` if there is none.
    public let oldPath: String?
    public let newPath: String?
    public let outcome: Outcome

    public enum Outcome: Sendable {
        case compared(ZoneDifference)
        /// Only the new files have the zone, with so many records.
        case added(records: Int)
        /// Only the old files have the zone, with so many records.
        case removed(records: Int)
        /// A clause with the reason.
        case notCompared(reason: String)
    }

    public var difference: ZoneDifference? {
        if case .compared(let difference) = outcome { difference } else { nil }
    }

    /// Whether the versions certainly differ.
    public var hasChanged: Bool {
        switch outcome {
        case .compared(let difference): !difference.changes.isEmpty
        case .added, .removed: true
        case .notCompared: false
        }
    }

    /// Whether a part of a version is unknown.
    public var isPartlyUnknown: Bool {
        switch outcome {
        case .compared(let difference): !difference.old.isComplete || !difference.new.isComplete
        case .added, .removed: false
        case .notCompared: true
        }
    }
}

/// The result of comparing two sets of zones.
public struct ComparisonReport: Sendable {
    /// In the order of the new files, then those that only the old files have.
    public let zones: [ComparedZone]
    /// The Matrix servers that other servers reach in another way, or with another certificate.
    public let servers: [ServerChange]
    /// The number of servers that were not compared, because of a limit.
    public let serversNotCompared: Int
    /// Why something is unknown: the findings about files that could not be read as a whole.
    public let reading: LintReport

    public var hasChanges: Bool { zones.contains(where: \.hasChanged) }

    public var isPartlyUnknown: Bool {
        zones.contains(where: \.isPartlyUnknown) || !reading.findings.isEmpty || serversNotCompared > 0
    }
}

extension ComparisonReport {
    /// The numbers of changed RRsets in the zones that both versions have.
    public struct Summary: Sendable, Equatable {
        public var added = 0
        public var removed = 0
        public var changed = 0
        /// RRsets with the same data and another TTL. They are not counted as changed.
        public var ttl = 0
        public var unknown = 0
        public var zonesAdded = 0
        public var zonesRemoved = 0
        public var zonesChanged = 0
        public var zonesNotCompared = 0
    }

    public var summary: Summary {
        var summary = Summary()
        for zone in zones {
            switch zone.outcome {
            case .added: summary.zonesAdded += 1
            case .removed: summary.zonesRemoved += 1
            case .notCompared: summary.zonesNotCompared += 1
            case .compared(let difference):
                if zone.hasChanged { summary.zonesChanged += 1 }
                summary.unknown += difference.unknown.count
                for change in difference.changes {
                    switch change.kind {
                    case .added: summary.added += 1
                    case .removed: summary.removed += 1
                    case .changed where change.removed.isEmpty && change.added.isEmpty: summary.ttl += 1
                    case .changed: summary.changed += 1
                    }
                }
            }
        }
        return summary
    }
}
