/// What was put right, for the report.
public struct FixCount: Sendable, Equatable {
    public var findings: Int
    public var files: Int

    public init(findings: Int = 0, files: Int = 0) {
        self.findings = findings
        self.files = files
    }
}
