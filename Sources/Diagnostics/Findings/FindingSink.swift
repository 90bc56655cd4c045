/// Collects the findings of rules.
///
/// A file may have a million mistakes. The first ``limitPerRule`` findings of each rule are kept, and the rest are counted.
public struct FindingSink: Sendable {
    public static let limitPerRule = 10_000
    /// The number of findings of a rule that are kept for one server name.
    public static let limitPerRuleAndServer = 64

    public private(set) var findings: [Finding] = []
    /// The number of findings that were not kept.
    public var dropped: Int { droppedByRule.values.reduce(0, +) }
    /// The codes of rules with findings that were not kept.
    public var capped: Set<String> { Set(droppedByRule.keys) }
    /// The number of findings that were not kept, by rule code.
    public private(set) var droppedByRule: [String: Int] = [:]
    private var counts: [String: Int] = [:]
    private let limit: Int

    public init() {
        self.init(limitPerRule: Self.limitPerRule)
    }

    public init(limitPerRule: Int) {
        limit = limitPerRule
    }

    /// Adds a finding, or counts it if its rule has reached the limit.
    public mutating func report(_ finding: Finding) {
        let count = counts[finding.rule.code, default: 0] + 1
        counts[finding.rule.code] = count
        guard count <= limit else {
            droppedByRule[finding.rule.code, default: 0] += 1
            return
        }
        findings.append(finding)
    }

    /// Adds everything that was reported to another sink of the same limit, as if it had been reported here.
    public mutating func add(_ other: FindingSink) {
        for finding in other.findings { report(finding) }
        for (code, count) in other.droppedByRule {
            counts[code, default: 0] += count
            droppedByRule[code, default: 0] += count
        }
    }
}
