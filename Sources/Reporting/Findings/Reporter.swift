import Linting

/// Writes a report in one format.
public protocol Reporter: Sendable {
    /// Returns the whole output, which is empty or ends in a line feed.
    func render(_ report: LintReport) -> String
}
