import Diagnostics
import Federation
import Linting

extension Verdict {
    /// The sentence of an audit: where discovery or the connection ends, with the step and its phase, or that it works.
    static func sentence(_ audit: ServerAudit) -> String {
        let context = audit.report.context
        if audit.verdict == .unknown, let first = audit.unasked.first {
            return "`\(MessageText.value(context.input.serverName))` could not be audited: \(first)."
        }
        guard let routes = context.routes else { return sentence(audit.report) }
        let main = audit.addresses.filter(\.isMain)
        let worst = audit.report.findings.first { !$0.isNotChecked && $0.severity > .info }
        let route = routes.specification
        guard route.outcome == .resolved, let step = route.taken, !main.isEmpty, let worst else {
            return sentence(audit.report)
        }
        let lead = "`\(context.input.serverName)` is found (step \(step.rawValue) leads to \(place(route)))"
        if main.contains(where: { $0.standing == .failing }), !main.contains(where: { $0.standing >= .doubtful }) {
            let cause = audit.report.findings.first { $0.severity == .error && $0.rule.family.concernsConnections }
            return "\(lead), but nobody gets through: \((cause ?? worst).message)\(more(audit, .error))."
        }
        switch worst.severity {
        case .error: return "\(lead), but something is wrong: \(worst.message)\(more(audit, .error))."
        case .warning, .info:
            return "\(lead) and works, but not for everybody or not for long: \(worst.message)"
                + "\(more(audit, .warning))."
        }
    }

    private static func place(_ route: Route) -> String {
        route.destinations.first { $0.reachability == .addresses }?.place ?? "the server"
    }

    private static func more(_ audit: ServerAudit, _ severity: Severity) -> String {
        let count = audit.report.findings.count { $0.severity >= severity && !$0.isNotChecked }
        return count > 1 ? ", and \(count - 1) more" : ""
    }
}
