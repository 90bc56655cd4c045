import Diagnostics
import Federation
import Linting
import ServerRules

/// The summary of an explanation or audit in one or two sentences, which a support desk reads first.
enum SummarySentence {
    static func text(for report: ServerReport) -> String {
        let context = report.context
        let name = "`\(MessageText.value(context.input.serverName))`"
        switch context.serverName {
        case .failure(let problem): return "\(name) is not a server name: \(problem.words)."
        case .success: break
        }
        guard let routes = context.routes else { return "\(name) was not checked." }
        switch routes.specification.outcome {
        case .resolved: return resolved(name, routes) + errors(report)
        case .failed: return "\(name) cannot be found by other servers: \(routes.specification.reason)."
        case .unknown: return unknown(name, context)
        }
    }

    /// What to do about the first finding, as a sentence.
    static func nextAction(for report: ServerReport) -> String? {
        let first = report.findings.first { ($0.severity > .info || $0.isNotChecked) && !$0.help.isEmpty }
        return first.map { Sentence.of($0.help) }
    }

    private static func resolved(_ name: String, _ routes: RouteSet) -> String {
        "\(name) can be found: \(connection(routes.specification)).\(exceptions(routes))"
    }

    private static func connection(_ route: Route) -> String {
        guard let first = route.destinations.first(where: mayBeReachable) else { return route.reason }
        return "peers connect to \(first.endpoint) and verify the certificate name `\(first.certificateName.value)`"
    }

    private static func mayBeReachable(_ destination: Destination) -> Bool {
        switch destination.reachability {
        case .addresses, .notCollected: true
        case .unreachable, .unverified: false
        }
    }

    /// The implementations that fail or connect elsewhere, as a further sentence.
    private static func exceptions(_ routes: RouteSet, _ lead: String = "Exceptions") -> String {
        let different = routes.all.filter { $0.difference != nil }
        let failing = different.filter { $0.route.outcome == .failed }
        let elsewhere = different.filter { $0.difference?.kind == .destination }
        let otherName = different.filter { $0.difference?.kind == .certificateName }
        let clauses = [
            clause(failing, "fails", "fail"),
            clause(elsewhere, "connects elsewhere", "connect elsewhere"),
            clause(otherName, "verifies another name", "verify another name"),
        ].compactMap(\.self)
        return clauses.isEmpty ? "" : " \(lead): \(clauses.joined(separator: "; "))."
    }

    private static func clause(
        _ compared: [RouteSet.ComparedRoute], _ singular: String, _ plural: String
    ) -> String? {
        guard !compared.isEmpty else { return nil }
        return "\(compared.map(\.implementation.shortTitle).listed) \(compared.count == 1 ? singular : plural)"
    }

    private static func unknown(_ name: String, _ context: ServerContext) -> String {
        guard let routes = context.routes else { return "\(name) was not checked." }
        let reason = routes.specification.reason
        guard let likely = context.routesWithoutWellKnown else {
            return "It is unknown where \(name) leads: \(reason).\(exceptions(routes, "Known results"))"
        }
        let condition = "It is uncertain where \(name) leads: \(reason). Without a well-known document, "
        switch likely.specification.outcome {
        case .resolved: return condition + connection(likely.specification) + "." + exceptions(likely)
        case .failed: return condition + "discovery fails: \(likely.specification.reason)."
        case .unknown: return condition + "the route is unknown, too: \(likely.specification.reason)."
        }
    }

    private static func errors(_ report: ServerReport) -> String {
        guard let worst = report.findings.first, worst.severity == .error, !worst.isNotChecked else { return "" }
        let count = report.findings.count { $0.severity == .error }
        return count == 1
            ? " It has an error: \(worst.message)." : " It has \(count) errors. The first: \(worst.message)."
    }
}

extension [String] {
    /// "a", "a and b", "a, b and c". A comma precedes the last item if an item contains "and" itself.
    var listed: String {
        guard let last, count > 1 else { return first ?? "" }
        let isAmbiguous = contains { $0.contains(" and ") }
        return dropLast().joined(separator: ", ") + (isAmbiguous ? ", and " : " and ") + last
    }
}
