import Diagnostics
import Federation
import Linting
import ServerRules

/// The one sentence a support desk reads first.
enum Verdict {
    static func sentence(_ report: DelegationReport) -> String {
        let context = report.context
        let name = "`\(MessageText.value(context.input.serverName))`"
        switch context.serverName {
        case .failure(let problem): return "\(name) is no server name: \(problem.words)."
        case .success: break
        }
        guard let routes = context.routes else { return "\(name) was not looked at." }
        switch routes.specification.outcome {
        case .resolved: return resolved(name, routes) + trouble(report)
        case .failed: return "\(name) cannot be found by other servers: \(routes.specification.reason)."
        case .unknown: return unknown(name, context)
        }
    }

    private static func resolved(_ name: String, _ routes: RouteSet) -> String {
        "\(name) can be found: \(connection(routes.specification))" + others(routes) + "."
    }

    private static func connection(_ route: Route) -> String {
        guard let first = route.destinations.first(where: isOpen) else { return route.reason }
        return "peers connect to \(first.place) and verify the certificate name `\(first.certificateName.value)`"
    }

    private static func isOpen(_ destination: Destination) -> Bool {
        switch destination.reachability {
        case .addresses, .notCollected: true
        case .unreachable, .unverified: false
        }
    }

    private static func others(_ routes: RouteSet) -> String {
        let failing = titles(routes) { $0.route.outcome == .failed }
        let elsewhere = titles(routes) { [.destination, .certificateName].contains($0.difference?.kind) }
        var words = ""
        if !failing.isEmpty { words += "; \(failing) \(failing.contains(" and ") ? "fail" : "fails")" }
        if !elsewhere.isEmpty {
            words += "; \(elsewhere) \(elsewhere.contains(" and ") ? "go" : "goes") elsewhere or check another name"
        }
        return words
    }

    private static func titles(_ routes: RouteSet, _ isMeant: (RouteSet.ComparedRoute) -> Bool) -> String {
        let names = routes.all.filter { $0.difference != nil && isMeant($0) }.map(\.implementation.name.rawValue)
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }

    private static func unknown(_ name: String, _ context: DelegationContext) -> String {
        guard let likely = context.routesWithoutWellKnown, let reason = context.routes?.specification.reason else {
            guard let routes = context.routes else { return "Where \(name) leads is not known." }
            return "Where \(name) leads is not known: \(routes.specification.reason)\(others(routes))."
        }
        let condition = "Where \(name) leads is not settled, since \(reason); if there is no such document, "
        switch likely.specification.outcome {
        case .resolved: return condition + connection(likely.specification) + others(likely) + "."
        case .failed: return condition + "discovery fails: \(likely.specification.reason)."
        case .unknown: return condition + "it is still not known: \(likely.specification.reason)."
        }
    }

    private static func trouble(_ report: DelegationReport) -> String {
        guard let worst = report.findings.first, worst.severity == .error, !worst.isNotChecked else { return "" }
        let count = report.findings.count { $0.severity == .error }
        let more = count > 1 ? ", and \(count - 1) more" : ""
        return " But something is wrong: \(worst.message)\(more)."
    }
}

/// A finding in a line.
enum FindingWords {
    static func line(_ finding: Finding) -> String {
        let severity = finding.isNotChecked ? "not checked" : finding.severity.rawValue
        var line = "\(severity) \(finding.rule.code): \(finding.message)"
        if let place = place(finding) { line += " (\(place))" }
        if !finding.why.isEmpty { line += ": \(finding.why)" }
        if !finding.help.isEmpty { line += ". Do: \(finding.help)" }
        return line + "."
    }

    private static func place(_ finding: Finding) -> String? {
        if let span = finding.primary?.span {
            return "\(span.source.path):\(span.start.line):\(span.start.column)"
        }
        if let source = finding.source {
            return source.question + (source.server.map { ", from \($0)" } ?? "")
        }
        return finding.path
    }
}
