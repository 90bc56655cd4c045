import Diagnostics

/// Checks the zone files that are open in the editor. The program implements it, because it reads files and configurations.
public protocol DocumentChecking {
    /// Checks one file as `check` does, with unsaved text instead of what is on the disk.
    ///
    /// - Parameters:
    ///   - path: the absolute path.
    ///   - texts: the texts of all open documents, by absolute path.
    ///   - shouldStop: whether the result is no longer needed.
    func check(_ path: String, texts: [String: [UInt8]], shouldStop: @escaping @Sendable () -> Bool) -> CheckedDocument

    /// The absolute path of a source.
    func absolutePath(_ path: String) -> String
}

/// The result of checking one file.
public struct CheckedDocument {
    /// The findings that are not suppressed.
    public var findings: [Finding]
    /// The absolute paths of the open documents that the zone includes.
    public var included: Set<String>
    /// Why the file was not checked, such as a mistake in the configuration.
    public var failure: String?

    public init(findings: [Finding] = [], included: Set<String> = [], failure: String? = nil) {
        self.findings = findings
        self.included = included
        self.failure = failure
    }
}
