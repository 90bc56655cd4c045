import DNS
import Diagnostics
import Federation
import ServerRules
import ZoneFile
import ZoneRules

/// Compares zones with earlier versions of them.
public struct ZoneComparer: Sendable {
    /// Reads the zones. Its revisions are used by ``compare(_:)`` only.
    public var loader: ZoneLoader
    /// Server names to compare, in addition to those for which the zones have SRV records.
    public var servers: [ServerInput]

    public init(_ loader: ZoneLoader, servers: [ServerInput] = []) {
        self.loader = loader
        self.servers = servers
    }

    /// Compares two sets of files. Zones with the same origin belong together, and so do two single files.
    public func compare(_ old: [ZoneInput], _ new: [ZoneInput]) -> ComparisonReport {
        var loader = loader
        loader.against = nil
        var (before, after) = (loader.load(old), loader.load(new))
        if old.count == 1, new.count == 1, let left = before.zones.first, let right = after.zones.first {
            // The origin of standard input, or of a part of a zone, is that of the other file.
            if let origin = Self.origin(missingIn: left.context, from: right.context) {
                before = loader.load(old.map { $0.with(origin) })
            } else if let origin = Self.origin(missingIn: right.context, from: left.context) {
                after = loader.load(new.map { $0.with(origin) })
            }
        }
        let pairs = ZonePairs(before, after)
        return ComparisonReport(
            zones: pairs.all, servers: changes(pairs.all, before, after),
            reading: reading([before, after], [old, new], loader))
    }

    /// Compares files with the revision that the loader compares with.
    public func compare(_ inputs: [ZoneInput]) -> ComparisonReport {
        let after = loader.load(inputs)
        var before: [LoadedFile] = []
        var zones: [ComparedZone] = []
        for file in after.files {
            switch file {
            case .zone(let zone):
                let (compared, earlier) = compared(zone)
                zones.append(compared)
                if let earlier { before.append(.zone(earlier)) }
            case .unreadable(let path, let reason): zones.append(Self.notCompared(path, reason))
            case .tooLarge(let path, let limit):
                zones.append(Self.notCompared(path, "it is larger than \(limit >> 20) MiB"))
            case .included: continue
            }
        }
        let set = ZoneSet(before.compactMap { $0.zone?.context.zone })
        let earlier = LoadedZones(files: before, set: set)
        return ComparisonReport(
            zones: zones, servers: changes(zones, earlier, after), reading: reading([after], [inputs], loader))
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
        let compared = ComparedZone(
            origin: new.origin, oldPath: path, newPath: path,
            outcome: .compared(ZoneDifference(from: old, to: new)))
        let context = ZoneContext(zone: old, originFrom: zone.context.originFrom)
        let earlier = LoadedZone(context: context, suppressions: Suppressions(of: old), comparisonFailure: nil)
        return (compared, earlier)
    }

    static func notCompared(_ path: String, _ reason: String, origin: String? = nil) -> ComparedZone {
        ComparedZone(origin: origin, oldPath: nil, newPath: path, outcome: .notCompared(reason: reason))
    }

    /// The origin of `known`, if that of `zone` is not certain.
    private static func origin(missingIn zone: ZoneContext, from known: ZoneContext) -> Name? {
        guard zone.originFrom == .none || zone.originFrom == .filename, known.zone.apex != .unknownOrigin,
            known.originFrom != .none
        else { return nil }
        let name = known.zone.names.name(known.zone.apex)
        return zone.zone.apex != .unknownOrigin && zone.zone.names.name(zone.zone.apex) == name ? nil : name
    }

    // MARK: - Servers

    private func changes(_ zones: [ComparedZone], _ before: LoadedZones, _ after: LoadedZones) -> [ServerChange] {
        guard zones.contains(where: \.hasChanged) else { return [] }
        var seen: Set<String> = []
        var inputs: [ServerInput] = []
        let named = [after, before].flatMap { ServersOfRun.named(by: $0.zones.map(\.context), excluding: []) }
        for var input in servers + named {
            if input.serverName.isEmpty {
                // A document without a server name belongs to the only server.
                let apex = after.zones.first?.context.zone.origin?.trimmingFinalDot ?? ""
                input.serverName = Set(named.map(\.serverName)).count == 1 ? named[0].serverName : apex
            }
            if seen.insert(input.serverName.lowercased()).inserted { inputs.append(input) }
        }
        guard !inputs.isEmpty else { return [] }
        let (old, new) = (before.evidence, after.evidence)
        return inputs.prefix(Self.serverLimit).compactMap { input in
            ServerChange(
                input.serverName, ServerContext(input, old, zones: before.set),
                ServerContext(input, new, zones: after.set))
        }
    }

    /// The number of servers that are compared in a run.
    private static let serverLimit = 5_000

    // MARK: - Reading

    /// The findings that explain why files were not read as a whole, as `check` reports them.
    private func reading(_ loaded: [LoadedZones], _ inputs: [[ZoneInput]], _ loader: ZoneLoader) -> LintReport {
        var report = LintReport(findings: [], files: [])
        for (loaded, inputs) in zip(loaded, inputs) {
            let isIncomplete = loaded.files.contains { $0.zone.map { !$0.context.zone.isComplete } ?? true }
            guard isIncomplete, let selection = try? RuleSelection(select: Self.readingRules, ignore: []) else {
                continue
            }
            let findings = Linter(selection: selection, loader: loader).lint(inputs)
            report.findings += findings.findings.filter { $0.isNotChecked || $0.severity == .error }
            report.files += findings.files
        }
        return report
    }

    /// Rules about text that is not read, and about files.
    private static let readingRules = RuleRegistry.infos.map(\.code).filter {
        $0.hasPrefix("Z10") || $0.hasPrefix("Z11") || otherReadingRules.contains($0)
    }
    private static let otherReadingRules = Set(
        (TextRules.aboutUnreadRecords.map { $0.info } + [NotChecked.info, LimitReached.info]).map(\.code))
}

extension ZoneInput {
    fileprivate func with(_ origin: Name) -> ZoneInput {
        var input = self
        if input.origin == nil { input.origin = (origin, .option) }
        return input
    }
}
