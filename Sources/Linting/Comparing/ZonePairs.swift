import ZoneFile

/// The zones of two sets of files, each with its other version.
struct ZonePairs {
    private(set) var all: [ComparedZone] = []

    init(_ before: LoadedZones, _ after: LoadedZones) {
        let old = before.zones.map(\.context.zone)
        let new = after.zones.map(\.context.zone)
        unread(before, isOld: true)
        unread(after, isOld: false)
        if before.files.count == 1, after.files.count == 1, let left = old.first, let right = new.first,
            left.origin == right.origin
        {
            compare(left, right)
            return
        }
        let repeated = [old, new].map { Dictionary(grouping: $0, by: \.origin).filter { $0.value.count > 1 }.keys }
        let ambiguous = Set(repeated.flatMap(\.self))
        // Views are different zones of one origin. Their files have the same names.
        func key(_ zone: Zone) -> String {
            let origin = zone.origin ?? ""
            guard zone.origin == nil || ambiguous.contains(zone.origin) else { return origin }
            return origin + " " + (zone.sources[0].path.split(separator: "/").last.map(String.init) ?? "")
        }
        var rest: [String: [Zone]] = [:]
        for zone in old { rest[key(zone), default: []].append(zone) }
        for zone in new {
            if let partner = rest[key(zone)]?.first {
                rest[key(zone)]?.removeFirst()
                compare(partner, zone)
            } else {
                add(zone, isOld: false, mayBeElsewhere: before.hasUnread)
            }
        }
        for zone in old where rest[key(zone)]?.contains(where: { $0 === zone }) ?? false {
            add(zone, isOld: true, mayBeElsewhere: after.hasUnread)
        }
    }

    private mutating func compare(_ old: Zone, _ new: Zone) {
        all.append(
            ComparedZone(
                origin: new.origin, oldPath: old.sources[0].path, newPath: new.sources[0].path,
                outcome: .compared(ZoneDifference(from: old, to: new))))
    }

    /// - Parameter mayBeElsewhere: whether the other version may be in a file that was not read.
    private mutating func add(_ zone: Zone, isOld: Bool, mayBeElsewhere: Bool) {
        let path = zone.sources[0].path
        let outcome: ComparedZone.Outcome =
            mayBeElsewhere
            ? .notCompared(reason: "its \(isOld ? "new" : "old") version may be in a file that was not read")
            : isOld ? .removed(records: zone.records.count) : .added(records: zone.records.count)
        all.append(
            ComparedZone(
                origin: zone.origin, oldPath: isOld ? path : nil, newPath: isOld ? nil : path, outcome: outcome))
    }

    private mutating func unread(_ zones: LoadedZones, isOld: Bool) {
        for file in zones.files {
            let (path, reason): (String, String)
            switch file {
            case .unreadable(let unread, let why): (path, reason) = (unread, why)
            case .tooLarge(let unread, let limit): (path, reason) = (unread, "it is larger than \(limit >> 20) MiB")
            case .zone, .included: continue
            }
            all.append(
                ComparedZone(
                    origin: nil, oldPath: isOld ? path : nil, newPath: isOld ? nil : path,
                    outcome: .notCompared(reason: reason)))
        }
    }
}

extension LoadedZones {
    fileprivate var hasUnread: Bool {
        files.contains { file in
            switch file {
            case .unreadable, .tooLarge: true
            case .zone, .included: false
            }
        }
    }
}
