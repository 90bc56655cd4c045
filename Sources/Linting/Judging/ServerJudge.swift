import Diagnostics
import ServerRules

/// Runs the rules about servers over one server name.
struct ServerJudge: Sendable {
    let selection: RuleSelection
    /// Called between rules; the findings so far are returned once it answers `true`.
    let shouldStop: @Sendable () -> Bool
    /// Found when a server is judged: a run without servers needs no description of them.
    private var rules: [any ServerRule.Type] { RuleRegistry.serverRules.filter { selection.contains($0.info) } }

    init(_ selection: RuleSelection, shouldStop: @escaping @Sendable () -> Bool) {
        self.selection = selection
        self.shouldStop = shouldStop
    }

    /// Returns the findings about a server name, and the findings of unselected rules that something was not checked.
    func judge(_ context: ServerContext) -> (findings: [Finding], unselected: [Finding]) {
        var sink = FindingSink(limitPerRule: FindingSink.limitPerRuleAndServer)
        for rule in rules where !shouldStop() { rule.check(context, into: &sink) }
        let limits = LimitReached.findings(context, sink)
        guard selection.contains(LimitReached.info) else { return (sink.findings, limits) }
        for finding in limits { sink.report(finding) }
        return (sink.findings, [])
    }
}
