import Diagnostics
import Linting

/// The servers with problems in a run, the worst first, for the table at its end.
struct WorstServers: Sendable {
    struct Row: Sendable {
        let verdict: ServerVerdict
        /// Untrusted text.
        let serverName: String
        /// One sentence with untrusted text.
        let summary: String
    }

    /// A run may have thousands of servers, and nobody reads a table of them.
    private static let limit = 50

    private var byVerdict: [ServerVerdict: [Row]] = [:]
    /// The number of servers with problems.
    private var count = 0

    mutating func add(_ audit: ServerAudit) {
        guard audit.verdict != .ok, !audit.report.isKnown else { return }
        count += 1
        guard byVerdict[audit.verdict, default: []].count < Self.limit else { return }
        byVerdict[audit.verdict, default: []].append(
            Row(
                verdict: audit.verdict, serverName: audit.report.context.input.serverName,
                summary: SummarySentence(audit.explained, unasked: audit.unasked).text))
    }

    var rows: ArraySlice<Row> {
        [ServerVerdict.failed, .unknown, .degraded].flatMap { byVerdict[$0] ?? [] }.prefix(Self.limit)
    }

    /// "and 12 more servers with problems"; `nil` if ``rows`` has all of them.
    var others: String? {
        let left = count - rows.count
        return left > 0 ? "and \(Words.count(left, "more server")) with problems" : nil
    }
}
