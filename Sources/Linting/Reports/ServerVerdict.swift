import Diagnostics
import Federation
import ServerRules

/// Whether a server can be reached by other servers, as far as the evidence shows.
public enum ServerVerdict: String, Sendable {
    case ok
    /// It works, with warnings.
    case degraded
    case failed
    /// The evidence is not sufficient.
    case unknown
}

/// What the route, the endpoints and the findings together say about a server.
///
/// Endpoints that only implementations outside the specification use do not affect it.
public enum ServerConclusion: Sendable, Equatable {
    case invalidName
    /// Discovery fails.
    case undiscoverable
    /// It is unknown where discovery leads.
    case undetermined
    /// Discovery leads to endpoints, but none of them was tried.
    case untried
    /// All endpoints that were tried fail, and others were not tried.
    case partlyTried
    /// All endpoints fail.
    case unreachable
    /// Some or all endpoints work.
    case reachable
}

extension ServerReport {
    public var conclusion: ServerConclusion {
        guard let route = context.routes?.specification else { return .invalidName }
        switch route.outcome {
        case .failed: return .undiscoverable
        case .unknown: return .undetermined
        case .resolved: break
        }
        let health = context.addressOutcomes.filter(\.isMain).map(\.health)
        if health.contains(where: { $0 >= .doubtful }) { return .reachable }
        guard health.contains(.failing) else { return .untried }
        return health.allSatisfy { $0 == .failing } && !context.hasUncheckedEndpoints ? .unreachable : .partlyTried
    }

    /// The findings that something is wrong, as opposed to notes and to what could not be checked.
    public var problems: [Finding] { findings.filter { !$0.isNotChecked && $0.severity > .info } }

    /// Whether something is wrong, and a baseline has all of it.
    public var isKnown: Bool { !problems.isEmpty && problems.allSatisfy { $0.suppression != nil } }

    /// Explanations and audits have the same verdict on the same evidence.
    public var verdict: ServerVerdict {
        // Peers can reach a server whose clients cannot.
        let worst = problems.map { $0.rule.isForClients ? min($0.severity, .warning) : $0.severity }.max()
        switch conclusion {
        case .invalidName, .undiscoverable, .unreachable: return .failed
        case .undetermined, .untried, .partlyTried: return worst == .error ? .failed : .unknown
        case .reachable:
            guard worst == .error else { return worst == .warning ? .degraded : .ok }
            let errors = problems.filter { $0.severity == .error && !$0.rule.isForClients }
            return errors.allSatisfy { concernsSomePeers($0) || isWithoutConsequence($0) } ? .degraded : .failed
        }
    }
}

extension ServerReport {
    /// Whether a finding is about the document, and peers get to the homeserver without it.
    private func isWithoutConsequence(_ finding: Finding) -> Bool {
        guard context.part(of: finding) == .document else { return false }
        let main = context.arrivals.filter { [.specification, .synapse, .dendrite].contains($0.implementation.name) }
        return main.allSatisfy { $0.state == .working }
            && context.addressOutcomes.contains { $0.isMain && $0.keys == .ok && $0.health >= .doubtful }
    }
}
