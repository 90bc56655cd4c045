import Diagnostics
import Federation
import ServerRules

/// What must be found out or repaired before anything can be recommended.
enum Prerequisites {
    /// Sentences without a full stop; never empty if there is an error.
    static func sentences(_ context: ServerContext, _ faults: [Finding]) -> [String] {
        guard faults.contains(where: { $0.severity == .error }) else { return [] }
        var sentences: [String] = []
        if let route = context.likelyRoutes?.specification {
            for destination in route.destinations.prefix(2) {
                if case .unreachable(let reason) = destination.reachability {
                    sentences.append("find out which host the homeserver has: \(reason)")
                }
            }
            if route.outcome == .failed { sentences.append("repair what discovery fails at: \(route.reason)") }
        }
        if context.arrivals.allSatisfy({ $0.state != .working }) {
            sentences.append(
                "find out at which host and port the homeserver answers, because no working endpoint is known")
        }
        if sentences.isEmpty {
            sentences.append("fix the errors above first, because nothing that can be published removes them")
        }
        return sentences
    }
}
