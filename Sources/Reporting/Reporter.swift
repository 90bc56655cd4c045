import Linting

/// Turns a report into one format.
public protocol Reporter: Sendable {
    /// The whole output, ending in a line feed unless it is empty.
    func render(_ report: LintReport) -> String
}
