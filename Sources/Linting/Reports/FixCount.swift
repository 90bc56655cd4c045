/// The numbers of fixed findings and changed files.
public struct FixCount: Sendable, Equatable {
    public var findings: Int
    public var files: Int

    public init(findings: Int = 0, files: Int = 0) {
        self.findings = findings
        self.files = files
    }
}
