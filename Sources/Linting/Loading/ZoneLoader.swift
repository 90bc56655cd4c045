import DNS
import Diagnostics
import ZoneFile
import ZoneRules

/// Reads the zones of a run: deduces origins, follows includes, and finds earlier revisions.
public struct ZoneLoader: Sendable {
    public var zoneClass: RecordClass?
    /// Reads the files that zones include. If `nil`, they are not read.
    public var includes: (any IncludeLoading)?
    /// The name servers that will load the zones. If empty, portability is not checked.
    public var targets: Set<NameServerSoftware>
    /// Provides the earlier revisions that serials are compared with.
    public var against: (any RevisionLoading)?
    /// Zones in which names are looked up, and which are not checked. One with the origin of a checked zone is ignored.
    public var others: [OtherZone] = []
    /// How many threads read and check the zones; `nil` for as many as the system allows the process.
    public var threads: Int?
    /// The time of the run in seconds since 1970, for the dates in serials; `nil` if it is not known.
    public var time: Int64?

    public init(
        zoneClass: RecordClass? = nil,
        includes: (any IncludeLoading)? = nil,
        targets: Set<NameServerSoftware> = [],
        against: (any RevisionLoading)? = nil
    ) {
        self.zoneClass = zoneClass
        self.includes = includes
        self.targets = targets
        self.against = against
    }

    /// Reads all inputs before it makes any context, since a name in one zone may be looked up in another.
    ///
    /// - Parameters:
    ///   - inputs: the files.
    ///   - onRead: called with the number of inputs read so far.
    public func load(
        _ inputs: [ZoneInput], onRead: @escaping @Sendable (Int) -> Void = { _ in }
    ) -> LoadedZones {
        let shares = ThreadShares(inputs, threads: threads)
        // Included files are read in the order of the inputs, because there are limits for all of them together.
        let including = shares.areSeveral ? Set(inputs.indices.filter { inputs[$0].mayInclude }) : []
        let readings = shares.map(alone: including) { number, threads in
            onRead(number)
            return read(inputs[number], threads: threads)
        }
        let files = withoutIncluded(readings, inputs.map(\.identity))
        let zones = files.compactMap(\.zone)
        let others = otherZones(than: zones)
        let set = ZoneSet(zones + others.map(\.zone))
        // Revisions are read by git, which is started once for all of them.
        let compared = against == nil ? [] : Set(inputs.indices)
        let loadedFiles = shares.map(alone: compared) { number, _ in loaded(files[number], set) }
        return LoadedZones(files: loadedFiles, others: others, set: set)
    }

    /// Two files with the same origin are two versions of a zone, and then the one that is checked counts.
    private func otherZones(than zones: [Zone]) -> [OtherZone] {
        guard !others.isEmpty else { return [] }
        let origins = Set(zones.compactMap(\.origin))
        return others.filter { other in other.zone.origin.map { !origins.contains($0) } ?? false }
    }

    private enum Reading: Sendable {
        case unreadable(path: String, reason: String)
        case tooLarge(path: String, limit: Int)
        case included(path: String, includer: String)
        case zone(Zone, OriginSource)

        var zone: Zone? {
            if case .zone(let zone, _) = self { zone } else { nil }
        }
    }

    private func read(_ input: ZoneInput, threads: Int) -> Reading {
        switch input.content {
        case .unreadable(let path, let reason): return .unreadable(path: path, reason: reason)
        case .tooLarge(let path, let limit): return .tooLarge(path: path, limit: limit)
        case .source(let source):
            let deduced = OriginDeduction(given: input.origin.map { ($0.name, $0.from) }, source: source)
            var options = ReadingOptions(origin: deduced.origin, zoneClass: zoneClass)
            // A server and a signer have the letters of their configuration, whatever those in the file are.
            if input.origin == nil { options.origin = options.origin?.lowercased }
            options.includes = includes
            options.identity = input.identity
            options.threads = threads
            options.readsRootSOAAtApex = deduced.readsRootSOAAtApex
            return .zone(Zone(reading: source, options: options), deduced.from)
        }
    }

    /// Removes the files that another zone of the run includes. Of files that include each other, the first is kept.
    private func withoutIncluded(_ readings: [Reading], _ identities: [String?]) -> [Reading] {
        guard readings.count > 1, readings.contains(where: { $0.zone?.includedFiles.isEmpty == false }) else {
            return readings
        }
        var includers: [String: [Int]] = [:]
        for (number, reading) in readings.enumerated() {
            for identity in reading.zone?.includedFiles ?? [] { includers[identity, default: []].append(number) }
        }
        return readings.enumerated().map { number, reading in
            guard let zone = reading.zone, let identity = identities[number] else { return reading }
            let includer = includers[identity]?.first { other in
                guard other != number else { return false }
                let isMutual = identities[other].map(zone.includedFiles.contains) ?? false
                return !isMutual || other < number
            }
            guard let includer, let path = readings[includer].zone?.sources[0].path else { return reading }
            return .included(path: zone.sources[0].path, includer: path)
        }
    }

    private func loaded(_ reading: Reading, _ set: ZoneSet) -> LoadedFile {
        switch reading {
        case .unreadable(let path, let reason): return .unreadable(path: path, reason: reason)
        case .tooLarge(let path, let limit): return .tooLarge(path: path, limit: limit)
        case .included(let path, let includer): return .included(path: path, includer: includer)
        case .zone(let zone, let originFrom):
            let earlier = earlier(zone)
            let context = ZoneContext(
                zone: zone, originFrom: originFrom, zones: set, targets: targets, earlier: earlier.zone, time: time,
                threads: threads
            )
            return .zone(
                LoadedZone(
                    context: context, suppressions: Suppressions(of: zone), comparisonFailure: earlier.failure))
        }
    }

    /// The zone at the revision it is compared with, or why that cannot be read.
    private func earlier(_ zone: Zone) -> (zone: Zone?, failure: (reason: String, help: String)?) {
        guard let against else { return (nil, nil) }
        switch against.earlier(zone.sources[0]) {
        case .source(let source):
            var options = ReadingOptions(origin: zone.origin.flatMap { Name($0) }, zoneClass: zone.zoneClass)
            options.includes = includes.map { EarlierIncludes($0, against) }
            options.readsRootSOAAtApex = RootSOA.zone(of: source).map { $0 == options.origin } ?? false
            return (Zone(reading: source, options: options), nil)
        case .notReadable(let reason, let help): return (nil, (reason, help))
        case .absent: return (nil, nil)
        }
    }
}
