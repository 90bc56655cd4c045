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
    /// The number of servers to compare. The report has the number of the others.
    public var serverLimit = 5_000

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
        return report(pairs.all, before, after, reading: reading([before, after], [old, new], loader))
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

    func report(
        _ zones: [ComparedZone], _ before: LoadedZones, _ after: LoadedZones, reading: LintReport
    ) -> ComparisonReport {
        let inputs = ComparedServers(servers, before, after).inOrder(zones)
        let (compared, rest) = (inputs.prefix(serverLimit), inputs.count - serverLimit)
        let (old, new) = (before.evidence, after.evidence)
        let changes = compared.compactMap { input in
            ServerChange(
                input.serverName, ServerContext(input, old, zones: before.set),
                ServerContext(input, new, zones: after.set))
        }
        return ComparisonReport(zones: zones, servers: changes, serversNotCompared: max(0, rest), reading: reading)
    }

    // MARK: - Reading

    /// The findings that explain why files were not read as a whole, as `check` reports them.
    func reading(_ loaded: [LoadedZones], _ inputs: [[ZoneInput]], _ loader: ZoneLoader) -> LintReport {
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
