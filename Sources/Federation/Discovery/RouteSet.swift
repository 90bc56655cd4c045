/// Where every implementation would connect, beside what the specification says.
public struct RouteSet: Sendable {
    public let specification: Route
    /// All implementations, the specification first.
    public let all: [ComparedRoute]

    public struct ComparedRoute: Sendable {
        public let implementation: Implementation
        public let route: Route
        /// `nil` where the route is the specification's.
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

/// How a route differs from the specification's.
public struct Difference: Sendable, Equatable {
    public var kind: Kind
    /// In a sentence without a final dot that a server admin understands.
    public var because: String

    public enum Kind: Sendable, Equatable, Comparable {
        /// Only the Host header: a reverse proxy has to answer for it as well.
        case hostHeader
        /// Only one of several destinations is ever tried.
        case fewerDestinations
        /// The same place, but another name has to be in the certificate.
        case certificateName
        /// Not known, where the specification's is.
        case unverified
        /// A private address that is refused.
        case blockedAddress
        /// Another place.
        case destination
        /// One of the two fails.
        case outcome
    }

    init?(of route: Route, from specification: Route, _ implementation: Implementation) {
        guard implementation.name != .specification else { return nil }
        let sentence = DifferenceWords(route, specification, implementation)
        guard !sentence.isSpecificationMissingEvidence else { return nil }
        if route.outcome != specification.outcome {
            guard route.outcome != .unknown else {
                // What was not collected is missing for everybody, and no difference.
                guard specification.outcome == .resolved || !sentence.isMissingEvidence else { return nil }
                self.init(kind: .unverified, because: sentence.outcome)
                return
            }
            self.init(kind: sentence.isBlocked ? .blockedAddress : .outcome, because: sentence.outcome)
            return
        }
        guard route.outcome == .resolved else { return nil }
        let left = route.destinations
        let right = specification.destinations
        // Where not all records were judged, only places that have nothing in common are known to differ.
        let isPartial = !route.omissions.isEmpty || !specification.omissions.isEmpty
        let (places, specified) = (Self.places(left), Self.places(right))
        if isPartial ? places.isDisjoint(with: specified) && !places.isEmpty : places != specified {
            self.init(kind: .destination, because: sentence.place)
        } else if Set(left.map(\.certificateName)) != Set(right.map(\.certificateName)) {
            self.init(kind: .certificateName, because: sentence.certificate)
        } else if route.usesOneDestination, Set(left.map { "\($0.host) \($0.port)" }).count > 1 {
            self.init(kind: .fewerDestinations, because: sentence.fewer)
        } else if Set(left.map(\.hostHeader)) != Set(right.map(\.hostHeader)) {
            self.init(kind: .hostHeader, because: sentence.hostHeader)
        } else {
            return nil
        }
    }

    private init(kind: Kind, because: String) {
        self.kind = kind
        self.because = because
    }

    /// Host and port of every destination that can be reached.
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
    /// Without the dot that ends an absolute name.
    public var trimmingFinalDot: String {
        hasSuffix(".") && count > 1 ? String(dropLast()) : self
    }
}
