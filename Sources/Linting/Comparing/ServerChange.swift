import Federation
import ServerRules
import TLSIdentity

/// What a change of zones means for the servers that connect to a Matrix server.
public struct ServerChange: Sendable {
    public let serverName: String
    /// The routes by the old and by the new zones.
    public let before: RouteSet
    public let after: RouteSet
    /// Whether the routes assume that there is no well-known document, because none was given.
    public let assumesNoDocument: Bool
    /// The names that implementations verify only after the change.
    public let newNames: [VerifiedName]
    /// The names that implementations verified only before the change.
    public let unnecessaryNames: [VerifiedName]

    /// A name that the certificate must be valid for.
    public struct VerifiedName: Sendable {
        public let name: CertificateName
        /// Whether the specification requires the name.
        public let isSpecified: Bool
        /// The implementations that verify it.
        public let implementations: [Implementation]

        init(_ name: CertificateName, _ routes: RouteSet) {
            self.name = name
            isSpecified = routes.specification.destinations.contains { $0.certificateName == name }
            implementations = routes.all.filter { compared in
                compared.implementation.kind != .tester && compared.implementation.name != .specification
                    && compared.route.destinations.contains { $0.certificateName == name }
            }.map(\.implementation)
        }
    }
    /// The implementations that connect differently.
    public let affected: [Implementation]
    /// The implementations that reach the server only after the change, and those that no longer do.
    public let gaining: [Implementation]
    public let losing: [Implementation]

    /// Whether every implementation loses the server.
    public var isLostToAll: Bool {
        !losing.isEmpty && !after.all.contains { $0.route.reach == .found && $0.implementation.kind != .tester }
    }

    /// - Returns: `nil` if no implementation connects differently, as far as the zones tell.
    init?(_ serverName: String, _ old: ServerContext, _ new: ServerContext) {
        guard let before = old.likelyRoutes, let after = new.likelyRoutes else { return nil }
        self.serverName = serverName
        self.before = before
        self.after = after
        assumesNoDocument = new.routesWithoutWellKnown != nil
        let pairs = zip(before.all, after.all).filter { $0.0.implementation.kind != .tester }
        let oldNames = CertificateAdvice(before).recommended
        let newNames = CertificateAdvice(after).recommended
        // The names of a route that is not known are not known either.
        let areNamesKnown = before.specification.outcome != .unknown && after.specification.outcome == .resolved
        self.newNames = areNamesKnown ? newNames.filter { !oldNames.contains($0) }.map { VerifiedName($0, after) } : []
        unnecessaryNames =
            areNamesKnown ? oldNames.filter { !newNames.contains($0) }.map { VerifiedName($0, before) } : []
        gaining = pairs.filter { $0.0.route.reach == .lost && $0.1.route.reach == .found }.map(\.1.implementation)
        losing = pairs.filter { $0.0.route.reach == .found && $0.1.route.reach == .lost }.map(\.1.implementation)
        affected = pairs.filter { left, right in
            left.route.outcome != right.route.outcome || left.route.destinations != right.route.destinations
        }.map(\.1.implementation)
        if affected.isEmpty { return nil }
    }
}

extension Route {
    /// Whether a client that follows the route has a destination to try.
    fileprivate enum Reach {
        case found, lost, unknown
    }

    fileprivate var reach: Reach {
        switch outcome {
        case .failed: return .lost
        case .unknown: return .unknown
        case .resolved:
            let states = destinations.map(\.reachability)
            if states.contains(.addresses) { return .found }
            let areUnreachable = states.allSatisfy { if case .unreachable = $0 { true } else { false } }
            // A host in another zone has addresses as far as anybody knows.
            let isElsewhere = states.contains { if case .notCollected = $0 { true } else { false } }
            return areUnreachable ? .lost : isElsewhere ? .found : .unknown
        }
    }
}
