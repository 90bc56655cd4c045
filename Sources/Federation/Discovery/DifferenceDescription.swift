import DNS

/// Describes for a server admin how the route of an implementation differs from that of the specification.
struct DifferenceDescription {
    private let route: Route
    private let specification: Route
    private let title: String
    private let policy: Policy

    init(_ route: Route, _ specification: Route, _ implementation: Implementation) {
        self.route = route
        self.specification = specification
        title = implementation.title
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
        route.outcome == .failed && route.reason.hasSuffix("which is blocked")
    }

    /// Describes a different outcome.
    var outcome: String {
        switch route.outcome {
        case .resolved where takesOwnAddress: return "\(ownAddress), \(whereSpecification)"
        case .resolved:
            let place = route.destinations.first.map(\.place) ?? "an unknown host"
            return "\(title) connects to \(place), \(whereSpecification)"
        case .failed: return "\(title) fails: \(route.reason)"
        case .unknown: return "the behaviour of \(title) is unknown: \(route.reason)"
        }
    }

    private var whereSpecification: String {
        specification.outcome == .failed
            ? "but by the specification discovery fails: \(specification.reason)"
            // The reason is the same for all implementations and is in the verdict.
            : "which the specification leaves open"
    }

    /// Describes other destinations.
    var place: String {
        let place = route.destinations.first.map(\.place) ?? "another host"
        if policy.dialsServerNameAddress, route.destinations.first?.host == hostOfServerName {
            return
                "\(title) uses only the port of the SRV record and connects to \(place), because the server name has "
                + "an address" + portWords
        }
        if skipsDelegatedServices {
            return "\(title) does not look up SRV records of a delegated host and connects to \(place)"
        }
        if policy.delegatedServices == .atServerName, case .present = route.delegation, usesServices(route) {
            return "\(title) looks up the SRV records of the server name instead of the delegated host and connects to "
                + place
        }
        if policy.services == .oldOnly, route.taken != specification.taken {
            return "\(title) looks up `_matrix._tcp` only and connects to \(place)"
        }
        if policy.services == .union { return "\(title) uses the targets of both SRV names" }
        if case .absent = route.delegation, case .present = specification.delegation {
            return "\(title) ignores the well-known document (\(wellKnownReason)) and connects to \(place)"
        }
        if case .present = route.delegation, case .absent = specification.delegation {
            return "\(title) accepts the well-known document that others ignore and connects to \(place)"
        }
        if let failed = route.steps.first(where: { $0.status == .failed && $0.reason.hasPrefix("none of") }) {
            return
                "\(title) ignores the SRV records of step \(failed.number.rawValue), whose targets are not host names, "
                + "and connects to \(place)"
        }
        if policy.addressTarget == .usedAsAddress, let host = route.destinations.first?.host,
            IPAddress(host.trimmingFinalDot) != nil, usesServices(route)
        {
            return "\(title) connects to the SRV target as an address, but by the specification it is a name to look up"
        }
        if takesOwnAddress { return ownAddress }
        return "\(title) connects to \(place)"
    }

    private var ownAddress: String {
        "\(title) finds no address for the SRV target and connects to the address of the server name, at port "
            + "\(route.destinations.first?.port ?? Discovery.defaultPort)"
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
    var certificate: String {
        let names = route.destinations.map { "`\($0.certificateName.value)`" }
        let required = specification.destinations.first.map { "`\($0.certificateName.value)`" } ?? "another name"
        return "\(title) verifies the certificate for the SRV target, \(names.first ?? "the target"), but by the "
            + "specification it must be valid for \(required)"
    }

    /// Describes fewer destinations.
    var fewer: String {
        switch policy.targets {
        case .firstInAnswer:
            "\(title) uses only the first SRV record in the answer, whatever its priority"
        case .firstInOrder: "\(title) uses only the first SRV record by priority and weight"
        case .weightedPick: "\(title) uses only one SRV record of the lowest priority, chosen by weight"
        case .lowestWeight:
            "\(title) uses only the SRV record with the lowest weight, although the highest should be preferred"
        case .allInOrder: "\(title) uses only one SRV record"
        }
    }

    /// Describes another Host header.
    var hostHeader: String {
        let header = route.destinations.first?.hostHeader ?? ""
        let specified = specification.destinations.first?.hostHeader ?? ""
        return "\(title) sends the Host header `\(header)`, not `\(specified)`: a reverse proxy must accept both"
    }
}
