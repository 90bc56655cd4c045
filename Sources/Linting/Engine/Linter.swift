import DNS
import ZoneFile

/// One file to lint.
public struct ZoneInput: Sendable {
    public enum Content: Sendable {
        case source(SourceFile)
        /// The file could not be read; the reason completes "could not be checked: …".
        case unreadable(path: String, reason: String)
        /// The file has more than `limit` octets, so it was not read.
        case tooLarge(path: String, limit: Int)
    }

    public var content: Content
    /// From the command line or the configuration; `nil` leaves it to be deduced.
    public var origin: (name: Name, from: FileReport.OriginFrom)?

    public init(_ content: Content, origin: (name: Name, from: FileReport.OriginFrom)? = nil) {
        self.content = content
        self.origin = origin
    }
}

/// Runs the rules over zones and puts what they find in order.
public struct Linter: Sendable {
    public var selection: RuleSelection
    public var zoneClass: RecordClass?
    /// Reads the files that zones include; without it they are not read.
    public var includes: (any IncludeLoading)?

    public init(
        selection: RuleSelection = RuleSelection(),
        zoneClass: RecordClass? = nil,
        includes: (any IncludeLoading)? = nil
    ) {
        self.selection = selection
        self.zoneClass = zoneClass
        self.includes = includes
    }

    /// Lints every input, in order. All are read first: a target in one zone is looked up in another.
    public func lint(_ inputs: [ZoneInput]) -> LintReport {
        let readings = inputs.map(read)
        let zones = ZoneSet(readings.compactMap(\.zone))
        var report = LintReport(findings: [], files: [])
        for reading in readings {
            switch reading {
            case .unreadable(let path, let reason):
                if selection.contains(NotChecked.info) {
                    report.findings.append(NotChecked.unreadable(path: path, reason: reason))
                }
                report.files.append(
                    FileReport(path: path, origin: nil, originFrom: .none, records: 0, status: .unreadable)
                )
            case .tooLarge(let path, let limit):
                if selection.contains(LimitReached.info) {
                    report.findings.append(LimitReached.tooLarge(path: path, limit: limit))
                }
                report.files.append(
                    FileReport(path: path, origin: nil, originFrom: .none, records: 0, status: .unreadable)
                )
            case .zone(let zone, let originFrom):
                let context = ZoneContext(zone: zone, originFrom: originFrom, zones: zones)
                report.findings += findings(in: context)
                report.files.append(FileReport(zone, originFrom))
            }
        }
        return report
    }

    private enum Reading {
        case unreadable(path: String, reason: String)
        case tooLarge(path: String, limit: Int)
        case zone(Zone, FileReport.OriginFrom)

        var zone: Zone? {
            if case .zone(let zone, _) = self { zone } else { nil }
        }
    }

    private func read(_ input: ZoneInput) -> Reading {
        switch input.content {
        case .unreadable(let path, let reason): return .unreadable(path: path, reason: reason)
        case .tooLarge(let path, let limit): return .tooLarge(path: path, limit: limit)
        case .source(let source):
            let deduced = OriginDeduction(given: input.origin.map { ($0.name, $0.from) }, source: source)
            var options = ReadingOptions(origin: deduced.origin, zoneClass: zoneClass)
            options.includes = includes
            return .zone(Zone(reading: source, options: options), deduced.from)
        }
    }

    private func findings(in context: ZoneContext) -> [Finding] {
        var sink = FindingSink()
        for rule in RuleRegistry.rules where selection.contains(rule.info) {
            rule.check(context, into: &sink)
        }
        if sink.dropped > 0, selection.contains(LimitReached.info) {
            sink.report(LimitReached.findings(dropped: sink.dropped, context))
        }
        let suppressions = Suppressions(of: context.zone)
        return suppressions.applied(to: sink.findings).map { $0.shownWhereWritten() }.sorted(by: Self.isBefore)
    }

    /// By position, then by rule; what has no position comes first.
    private static func isBefore(_ left: Finding, _ right: Finding) -> Bool {
        let leftRange = left.primary?.span.range ?? -1 ..< -1
        let rightRange = right.primary?.span.range ?? -1 ..< -1
        return (leftRange.lowerBound, leftRange.upperBound, left.rule.code, left.message)
            < (rightRange.lowerBound, rightRange.upperBound, right.rule.code, right.message)
    }
}

extension FileReport {
    fileprivate init(_ zone: Zone, _ originFrom: OriginFrom) {
        self.init(
            path: zone.sources[0].path,
            origin: zone.origin,
            originFrom: originFrom,
            records: zone.records.count,
            status: zone.isComplete ? .complete : .incomplete
        )
    }
}
