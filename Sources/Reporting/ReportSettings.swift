import Diagnostics

/// What a reporter has to know besides the report.
public struct ReportSettings: Sendable {
    /// How `text` is coloured; the other formats never are.
    public var style = Style.plain
    /// Columns of the terminal that `text` is for; `nil` when it is not for one.
    public var width: Int?
    /// Whether `text` ends in the lines that count findings.
    public var showsSummary = true
    /// Whether `text` offers fixes that change what is published.
    public var offersUnsafeFixes = false
    /// How files are named in formats for code hosts.
    public var paths = RepositoryPaths()
    /// The least severity that makes the run fail (`--fail-on`); `nil` when none does. Formats that know tests and
    /// their failures agree with the exit code by it.
    public var failure: Severity? = .warning

    public init() {}
}
