import Linting

/// A report of all servers together, which is written at the end. Servers are added one by one, and only what the report
/// shows is kept.
public protocol AuditDocument: Sendable {
    mutating func add(_ audit: ServerAudit)
    /// The report of all servers that were added.
    func text(_ tally: AuditTally) -> String
}
