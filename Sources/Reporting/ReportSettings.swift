import Diagnostics

/// The options of reporters.
public struct ReportSettings: Sendable {
    /// The colours of `text`. The other formats have none.
    public var style = Style.plain
    /// The columns of the terminal that `text` is for; `nil` if it is not for one.
    public var width: Int?
    /// Whether `text` ends with the summary.
    public var showsSummary = true
    /// Whether audits include the implementations one by one, commands and common questions.
    public var isFull = false
    /// Whether the summary of `text` offers fixes that change the published records.
    public var offersUnsafeFixes = false
    /// The names of files in formats for code hosts.
    public var paths = RepositoryPaths()
    /// The lowest severity that makes the run fail (`--fail-on`); `nil` if none does. Formats with tests and failures use
    /// it to agree with the exit code.
    public var failure: Severity? = .warning

    public init() {}
}
