/// Where rules put what they find. Which rules speak, and how loudly, is decided here, not in the rules.
///
/// A file may be wrong a million times; the first ``limitPerRule`` findings of each rule are kept, the rest counted.
public struct FindingSink {
    public static let limitPerRule = 10_000
    /// The most findings of a rule that are kept for one server name; more would say nothing new.
    public static let limitPerRuleAndServer = 64

    public private(set) var findings: [Finding] = []
    /// How many findings were not kept.
    public var dropped: Int { droppedByRule.values.reduce(0, +) }
    /// The codes of rules that found more than is kept.
    public var capped: Set<String> { Set(droppedByRule.keys) }
    /// How many findings of each rule were not kept.
    public private(set) var droppedByRule: [String: Int] = [:]
    private var counts: [String: Int] = [:]
    private let limit: Int

    public init() {
        self.init(limitPerRule: Self.limitPerRule)
    }

    public init(limitPerRule: Int) {
        limit = limitPerRule
    }

    public mutating func report(_ finding: Finding) {
        let count = counts[finding.rule.code, default: 0] + 1
        counts[finding.rule.code] = count
        guard count <= limit else {
            droppedByRule[finding.rule.code, default: 0] += 1
            return
        }
        findings.append(finding)
    }
}
