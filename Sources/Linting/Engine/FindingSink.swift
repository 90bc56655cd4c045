/// Where rules put what they find. Which rules speak, and how loudly, is decided here, not in the rules.
///
/// A file may be wrong a million times; the first ``limitPerRule`` findings of each rule are kept, the rest counted.
public struct FindingSink {
    public static let limitPerRule = 10_000

    public private(set) var findings: [Finding] = []
    /// How many findings were not kept.
    public private(set) var dropped = 0
    /// The codes of rules that found more than is kept.
    public private(set) var capped: Set<String> = []
    private var counts: [String: Int] = [:]

    public init() {}

    public mutating func report(_ finding: Finding) {
        let count = counts[finding.rule.code, default: 0] + 1
        counts[finding.rule.code] = count
        guard count <= Self.limitPerRule else {
            dropped += 1
            capped.insert(finding.rule.code)
            return
        }
        findings.append(finding)
    }
}
