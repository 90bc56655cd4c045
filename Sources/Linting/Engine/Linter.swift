import DNS
import ZoneFile

/// One file to lint.
public struct ZoneInput: Sendable {
    public enum Content: Sendable {
        case source(SourceFile)
        /// The file could not be read; the reason completes "could not be checked: …".
        case unreadable(path: String, reason: String)
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

    public init(selection: RuleSelection = RuleSelection(), zoneClass: RecordClass? = nil) {
        self.selection = selection
        self.zoneClass = zoneClass
    }

    /// Lints every input, in order.
    public func lint(_ inputs: [ZoneInput]) -> LintReport {
        var report = LintReport(findings: [], files: [])
        for input in inputs {
            switch input.content {
            case .unreadable(let path, let reason):
                if selection.contains(NotChecked.info) {
                    report.findings.append(NotChecked.unreadable(path: path, reason: reason))
                }
                report.files.append(
                    FileReport(path: path, origin: nil, originFrom: .none, records: 0, status: .unreadable)
                )
            case .source(let source):
                let (findings, file) = lint(source, origin: input.origin)
                report.findings += findings
                report.files.append(file)
            }
        }
        return report
    }

    private func lint(
        _ source: SourceFile,
        origin: (name: Name, from: FileReport.OriginFrom)?
    ) -> ([Finding], FileReport) {
        let deduced = OriginDeduction(given: origin.map { ($0.name, $0.from) }, source: source)
        let zone = Zone(reading: source, options: ReadingOptions(origin: deduced.origin, zoneClass: zoneClass))
        let context = ZoneContext(zone: zone, originFrom: deduced.from)
        var sink = FindingSink()
        for rule in RuleRegistry.rules where selection.contains(rule.info) {
            rule.check(context, into: &sink)
        }
        let suppressions = Suppressions(of: zone)
        let findings = sink.findings.map { suppressions.applied(to: $0) }.sorted(by: Self.isBefore)
        let file = FileReport(
            path: source.path,
            origin: zone.origin,
            originFrom: deduced.from,
            records: zone.records.count,
            status: zone.isComplete ? .complete : .incomplete
        )
        return (findings, file)
    }

    /// By position, then by rule; what has no position comes first.
    private static func isBefore(_ left: Finding, _ right: Finding) -> Bool {
        let leftRange = left.primary?.span.range ?? -1 ..< -1
        let rightRange = right.primary?.span.range ?? -1 ..< -1
        return (leftRange.lowerBound, leftRange.upperBound, left.rule.code, left.message)
            < (rightRange.lowerBound, rightRange.upperBound, right.rule.code, right.message)
    }
}
