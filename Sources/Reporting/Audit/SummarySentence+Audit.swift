import Diagnostics
import Federation
import Linting

extension SummarySentence {
    /// The sentence of an audit: where discovery or the connection fails and in which step, or that the server works.
    static func text(for audit: ServerAudit) -> String {
        let context = audit.report.context
        if audit.verdict == .unknown, let first = audit.unasked.first {
            return "`\(MessageText.value(context.input.serverName))` could not be audited: \(first)."
        }
        guard let routes = context.routes else { return text(for: audit.report) }
        let main = audit.addresses.filter(\.isMain)
        let worst = audit.report.findings.first { !$0.isNotChecked && $0.severity > .info }
        let route = routes.specification
        guard route.outcome == .resolved, let step = route.taken, !main.isEmpty, let worst else {
            return text(for: audit.report)
        }
        let lead = "`\(context.input.serverName)` can be found (step \(step.rawValue) leads to \(endpoint(of: route)))"
        if main.contains(where: { $0.health == .failing }), !main.contains(where: { $0.health >= .doubtful }) {
            let cause = audit.report.findings.first { $0.severity == .error && $0.rule.family.concernsConnections }
            return "\(lead), but federation fails: \((cause ?? worst).message)\(more(audit, .error))."
        }
        switch worst.severity {
        case .error: return "\(lead), but has errors: \(worst.message)\(more(audit, .error))."
        case .warning, .info: return "\(lead) and works, with warnings: \(worst.message)\(more(audit, .warning))."
        }
    }

    private static func endpoint(of route: Route) -> String {
        route.destinations.first { $0.reachability == .addresses }?.endpoint ?? "the server"
    }

    /// How many further findings there are: ", and 2 more".
    private static func more(_ audit: ServerAudit, _ severity: Severity) -> String {
        let count = audit.report.findings.count { $0.severity >= severity && !$0.isNotChecked }
        return count > 1 ? ", and \(count - 1) more" : ""
    }
}
