import Diagnostics
import Federation
import ServerRules

/// Where peers that follow the specification connect, compared.
enum RouteChanges {
    static func change(_ old: ServerContext, _ new: ServerContext) -> AuditChange? {
        guard let before = old.likelyRoutes.flatMap({ words($0.specification) }),
            let after = new.likelyRoutes.flatMap({ words($0.specification) }), before != after
        else { return nil }
        return AuditChange(.route, before: before, after: after, "route: \(before) before, \(after) now")
    }

    /// `nil` if it is not known where the route leads.
    private static func words(_ route: Route) -> String? {
        switch route.outcome {
        case .unknown: return nil
        case .failed: return "none (\(MessageText.cut(route.reason)))"
        case .resolved:
            // The order of destinations with equal priorities is random.
            var seen: Set<String> = []
            let destinations = route.destinations.map(words).filter { seen.insert($0).inserted }
            return Words.list(destinations, limit: 4)
        }
    }

    private static func words(_ destination: Destination) -> String {
        let host = destination.host.trimmingFinalDot
        let name = destination.certificateName.value
        let certificate = name == host ? "" : " with a certificate for `\(MessageText.value(name))`"
        return "`\(MessageText.value(host))` port \(destination.port)\(certificate)"
    }
}
