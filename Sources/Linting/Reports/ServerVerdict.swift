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

extension ServerReport {
    /// The verdict by the route, the endpoints and the findings.
    ///
    /// Endpoints that only implementations outside the specification use do not affect it.
    public var verdict: ServerVerdict {
        guard let route = context.routes?.specification else { return .failed }
        let checked = findings.filter { !$0.isNotChecked }
        if route.outcome == .failed { return .failed }
        let health = context.addressOutcomes.filter(\.isMain).map(\.health)
        let isSomeUsable = health.contains { $0 >= .doubtful }
        if health.contains(.failing), !isSomeUsable, !context.hasUncheckedEndpoints { return .failed }
        if checked.contains(where: { $0.severity == .error }) { return .failed }
        if route.outcome == .unknown || !isSomeUsable { return .unknown }
        return checked.contains(where: { $0.severity == .warning }) ? .degraded : .ok
    }
}
