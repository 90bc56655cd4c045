import DNS

/// Describes for a server admin how the route of an implementation differs from that of the specification.
struct DifferenceDescription {
    /// What one or several implementations do, without the subject.
    struct Predicate {
        let singular: String
        let plural: String

        /// Joins a verb and the text after it.
        init(_ singular: String, _ plural: String, _ rest: String) {
            self.singular = "\(singular) \(rest)"
            self.plural = "\(plural) \(rest)"
        }

        /// Joins two verbs with the text after each.
        init(
            _ singular: String, _ plural: String, _ rest: String, and singular2: String, _ plural2: String,
            _ rest2: String
        ) {
            self.singular = "\(singular) \(rest) and \(singular2) \(rest2)"
            self.plural = "\(plural) \(rest) and \(plural2) \(rest2)"
        }

        func adding(_ suffix: String) -> Predicate {
            Predicate(singular: singular + suffix, plural: plural + suffix)
        }

        private init(singular: String, plural: String) {
            self.singular = singular
            self.plural = plural
        }
    }

    private let route: Route
    private let specification: Route
    private let policy: Policy

    init(_ route: Route, _ specification: Route, _ implementation: Implementation) {
        self.route = route
        self.specification = specification
        policy = implementation.policy
    }

    /// Whether the route is unknown because of missing evidence, and not because the behaviour is unverified.
    var isMissingEvidence: Bool {
        Self.isMissingEvidence(route)
    }

    /// Whether the route of the specification is unknown for that reason. Then there is nothing to compare with.
    var isSpecificationMissingEvidence: Bool {
        Self.isMissingEvidence(specification)
    }

    private static func isMissingEvidence(_ route: Route) -> Bool {
        route.outcome == .unknown && route.reason.contains("was not collected")
    }

    /// Whether the route fails only because of a blocked address.
    var isBlocked: Bool {
        route.isBlocked
    }

    /// Describes a different outcome.
    var outcome: Predicate {
        switch route.outcome {
        case .resolved where takesOwnAddress: return ownAddress.adding(whereSpecification)
        case .resolved:
            let endpoint = route.destinations.first?.endpoint ?? "an unknown host"
            return Predicate("connects", "connect", "to \(endpoint)").adding(whereSpecification)
        case .failed: return Predicate("fails:", "fail:", route.reason)
        case .unknown: return Predicate("may", "may", "behave differently: \(route.reason)")
        }
    }

    private var whereSpecification: String {
        specification.outcome == .failed
            ? ", although discovery by the specification fails: \(specification.reason)"
            // The reason is the same for all implementations and is in the summary.
            : ", which the specification leaves open"
    }

    /// Describes other destinations.
    var destination: Predicate {
        let endpoint = route.destinations.first?.endpoint ?? "another host"
        if policy.dialsServerNameAddress, route.destinations.first?.host == hostOfServerName {
            return connecting(
                "uses", "use", "only the port of the SRV record",
                to: "\(endpoint), because the server name has an address" + portWords)
        }
        if skipsDelegatedServices {
            return connecting("does", "do", "not look up SRV records of a delegated host", to: endpoint)
        }
        if policy.delegatedServices == .atServerName, case .present = route.delegation, usesServices(route) {
            return connecting(
                "looks", "look", "up the SRV records of the server name instead of the delegated host", to: endpoint)
        }
        if policy.services == .oldOnly, route.taken != specification.taken {
            return connecting("looks", "look", "up only `_matrix._tcp`", to: endpoint)
        }
        if policy.services == .union { return Predicate("uses", "use", "the targets of both SRV names") }
        if case .absent = route.delegation, case .present = specification.delegation {
            return connecting("ignores", "ignore", "the well-known document (\(wellKnownReason))", to: endpoint)
        }
        if case .present = route.delegation, case .absent = specification.delegation {
            return connecting("accepts", "accept", "the well-known document that others ignore", to: endpoint)
        }
        if let failed = route.steps.first(where: { $0.status == .failed && $0.reason.hasPrefix("none of") }) {
            return connecting(
                "ignores", "ignore",
                "the SRV records of step \(failed.number.rawValue), whose targets are not host names,", to: endpoint)
        }
        if policy.addressTarget == .usedAsAddress, let host = route.destinations.first?.host,
            IPAddress(host.trimmingFinalDot) != nil, usesServices(route)
        {
            return Predicate(
                "connects", "connect",
                "to the SRV target as an address, although by the specification it is a name to look up")
        }
        if takesOwnAddress { return ownAddress }
        return Predicate("connects", "connect", "to \(endpoint)")
    }

    private func connecting(_ singular: String, _ plural: String, _ rest: String, to endpoint: String) -> Predicate {
        Predicate(singular, plural, rest, and: "connects", "connect", "to \(endpoint)")
    }

    private var ownAddress: Predicate {
        connecting(
            "finds", "find", "no address for the SRV target",
            to: "the address of the server name, at port \(route.destinations.first?.port ?? Discovery.defaultPort)")
    }

    /// Whether the destination is that of the specification, but with other addresses.
    private var takesOwnAddress: Bool {
        guard policy.targetWithoutAddress == .ownAddressAtPort, let first = route.destinations.first, first.isService
        else { return false }
        return specification.destinations.contains {
            $0.host == first.host && $0.port == first.port && $0.addresses != first.addresses
        }
    }

    private var portWords: String {
        guard let port = route.destinations.first?.port,
            !specification.destinations.contains(where: { $0.port == port })
        else { return "" }
        return ", and uses port \(port) for 443"
    }

    private var skipsDelegatedServices: Bool {
        guard policy.delegatedServices == .none, case .present = route.delegation else { return false }
        return usesServices(specification)
    }

    private func usesServices(_ route: Route) -> Bool {
        route.destinations.contains(where: \.isService)
    }

    private var hostOfServerName: String? {
        if case .name(let host) = route.serverName.host { host } else { nil }
    }

    private var wellKnownReason: String {
        route.steps.first { $0.number == .wellKnown }?.reason ?? "it does not fetch it"
    }

    /// Describes another name in the certificate.
    var certificate: Predicate {
        let name = route.destinations.first.map { "`\($0.certificateName.value)`" } ?? "the target"
        let required = specification.destinations.first.map { "`\($0.certificateName.value)`" } ?? "another name"
        return Predicate(
            "expects", "expect",
            "a certificate for the SRV target, \(name), where the specification requires \(required)")
    }

    /// Describes fewer destinations.
    var fewer: Predicate {
        let which =
            switch policy.targets {
            case .firstInAnswer: "only the first SRV record in the answer, whatever its priority"
            case .firstInOrder: "only the first SRV record by priority and weight"
            case .weightedPick: "only one SRV record of the lowest priority, chosen by weight"
            case .lowestWeight: "only the SRV record with the lowest weight, although the highest should be preferred"
            case .allInOrder: "only one SRV record"
            }
        return Predicate("uses", "use", which)
    }

    /// Describes another Host header.
    var hostHeader: Predicate {
        let header = route.destinations.first?.hostHeader ?? ""
        let specified = specification.destinations.first?.hostHeader ?? ""
        return Predicate(
            "sends", "send", "the Host header `\(header)`, not `\(specified)`: a reverse proxy must accept both")
    }
}

extension Route {
    /// Whether the implementation finds the server but refuses to connect to its internal address.
    public var isBlocked: Bool {
        outcome == .failed && reason.hasSuffix("which is blocked")
    }
}
