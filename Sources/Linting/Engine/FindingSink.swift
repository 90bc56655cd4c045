/// Where rules put what they find. Which rules speak, and how loudly, is decided here, not in the rules.
public struct FindingSink {
    public private(set) var findings: [Finding] = []

    public init() {}

    public mutating func report(_ finding: Finding) {
        findings.append(finding)
    }
}
