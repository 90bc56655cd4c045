import Diagnostics
import ZoneRules

/// A rule about srvlint's own work on a zone.
protocol ToolRule: Rule {
    /// Reports what can be said of one zone by itself. What only the whole run shows is reported elsewhere.
    static func check(_ context: ToolContext, into findings: inout FindingSink)
}

/// What a tool rule checks: a zone, and the comments for srvlint in it.
struct ToolContext {
    let zone: ZoneContext
    let suppressions: Suppressions
    /// Returns all rules that a comment may name. Most zones have no such comment, so their descriptions are not needed.
    let findKnownRules: @Sendable () -> [RuleInfo]

    var knownRules: [RuleInfo] { findKnownRules() }
}
