/// The routes of all implementations, compared with that of the specification.
public struct RouteSet: Sendable {
    public let specification: Route
    /// All implementations, the specification first.
    public let all: [ComparedRoute]

    public struct ComparedRoute: Sendable {
        public let implementation: Implementation
        public let route: Route
        /// `nil` if the route is that of the specification.
        public let difference: Difference?
    }

    public init(to serverName: ServerName, _ evidence: EvidenceIndex, assuming assumption: Discovery.Assumption = .none)
    {
        let specification = Discovery.route(to: serverName, evidence, assuming: assumption)
        self.specification = specification
        all = Implementation.all.map { implementation in
            let route =
                implementation.name == .specification
                ? specification
                : Discovery.route(to: serverName, evidence, as: implementation, assuming: assumption)
            return ComparedRoute(
                implementation: implementation,
                route: route,
                difference: Difference(of: route, from: specification, implementation)
            )
        }
    }

    public subscript(name: Implementation.Identifier) -> ComparedRoute {
        all.first { $0.implementation.name == name } ?? all[0]
    }
}

/// The difference between a route and that of the specification.
public struct Difference: Sendable, Equatable {
    public var kind: Kind
    /// A description for the server admin, without a full stop.
    public var because: String
    /// The description without its subject: "connects to …".
    public var predicate: String
    /// The same with a verb for several implementations: "connect to …".
    public var pluralPredicate: String

    public enum Kind: Sendable, Equatable, Comparable {
        /// Only the Host header differs: a reverse proxy must accept it as well.
        case hostHeader
        /// Only one of several destinations is tried.
        case fewerDestinations
        /// The destination is the same, but the certificate must be valid for another name.
        case certificateName
        /// The route is unknown, but that of the specification is known.
        case unverified
        /// A private address is refused.
        case blockedAddress
        /// The destination differs.
        case destination
        /// One of the two routes fails.
        case outcome
    }

    init?(of route: Route, from specification: Route, _ implementation: Implementation) {
        guard implementation.name != .specification else { return nil }
        let description = DifferenceDescription(route, specification, implementation)
        guard !description.isSpecificationMissingEvidence else { return nil }
        if route.outcome != specification.outcome {
            guard route.outcome != .unknown else {
                // Missing evidence affects all implementations alike and is not a difference.
                guard specification.outcome == .resolved || !description.isMissingEvidence else { return nil }
                self.init(.unverified, implementation, description.outcome)
                return
            }
            self.init(description.isBlocked ? .blockedAddress : .outcome, implementation, description.outcome)
            return
        }
        guard route.outcome == .resolved else { return nil }
        let left = route.destinations
        let right = specification.destinations
        // If some records were ignored, only disjoint sets of destinations are known to differ.
        let isPartial = !route.omissions.isEmpty || !specification.omissions.isEmpty
        let (places, specified) = (Self.places(left), Self.places(right))
        if isPartial ? places.isDisjoint(with: specified) && !places.isEmpty : places != specified {
            self.init(.destination, implementation, description.destination)
        } else if Set(left.map(\.certificateName)) != Set(right.map(\.certificateName)) {
            self.init(.certificateName, implementation, description.certificate)
        } else if route.usesOneDestination, Set(left.map { "\($0.host) \($0.port)" }).count > 1 {
            self.init(.fewerDestinations, implementation, description.fewer)
        } else if Set(left.map(\.hostHeader)) != Set(right.map(\.hostHeader)) {
            self.init(.hostHeader, implementation, description.hostHeader)
        } else {
            return nil
        }
    }

    private init(_ kind: Kind, _ implementation: Implementation, _ predicate: DifferenceDescription.Predicate) {
        self.kind = kind
        because = "\(implementation.title) \(predicate.singular)"
        self.predicate = predicate.singular
        pluralPredicate = predicate.plural
    }

    /// Host, port and addresses of every destination that may be reachable.
    private static func places(_ destinations: [Destination]) -> Set<String> {
        Set(
            destinations.compactMap { destination in
                switch destination.reachability {
                case .unreachable, .unverified: nil
                case .addresses, .notCollected:
                    "\(destination.host.lowercased().trimmingFinalDot) \(destination.port)"
                        + " \(destination.addresses.map(\.description).sorted())"
                }
            })
    }
}

extension String {
    /// The name without its final dot.
    public var trimmingFinalDot: String {
        hasSuffix(".") && count > 1 ? String(dropLast()) : self
    }
}
