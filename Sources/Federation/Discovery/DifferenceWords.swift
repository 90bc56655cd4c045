import DNS

/// Why an implementation goes elsewhere than the specification says, for a server admin.
struct DifferenceWords {
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

    /// Whether the route is unknown because something was not asked, and not because nobody has tried it.
    var isMissingEvidence: Bool {
        Self.isMissingEvidence(route)
    }

    /// The same of the specification's route: then there is nothing to compare with.
    var isSpecificationMissingEvidence: Bool {
        Self.isMissingEvidence(specification)
    }

    private static func isMissingEvidence(_ route: Route) -> Bool {
        route.outcome == .unknown && route.reason.contains("was not collected")
    }

    /// Whether nothing but a private address stands in the way.
    var isBlocked: Bool {
        route.outcome == .failed && route.reason.hasSuffix("which is blocked")
    }

    /// The outcome is another one.
    var outcome: String {
        switch route.outcome {
        case .resolved where takesOwnAddress: return "\(ownAddress), \(whereSpecification)"
        case .resolved:
            let place = route.destinations.first.map(\.place) ?? "somewhere"
            return "\(title) connects to \(place), \(whereSpecification)"
        case .failed: return "\(title) fails: \(route.reason)"
        case .unknown: return "what \(title) does is not known: \(route.reason)"
        }
    }

    private var whereSpecification: String {
        specification.outcome == .failed
            ? "where by the specification discovery fails: \(specification.reason)"
            // The reason is the same for all and said once, in the verdict.
            : "which the specification leaves open"
    }

    var place: String {
        let place = route.destinations.first.map(\.place) ?? "another place"
        if policy.dialsServerNameAddress, route.destinations.first?.host == hostOfServerName {
            return "\(title) takes only the port from the SRV record and connects to \(place), because the server "
                + "name has an address of its own" + portWords
        }
        if skipsDelegatedServices {
            return "\(title) does not look for SRV records of a delegated host and connects to \(place)"
        }
        if policy.delegatedServices == .atServerName, case .present = route.delegation, usesServices(route) {
            return "\(title) looks for the SRV records of the server name where those of the delegated host are meant, "
                + "and connects to \(place)"
        }
        if policy.services == .oldOnly, route.taken != specification.taken {
            return "\(title) asks for `_matrix._tcp` only and connects to \(place)"
        }
        if policy.services == .union { return "\(title) takes the targets of both SRV names together" }
        if case .absent = route.delegation, case .present = specification.delegation {
            return "\(title) does not use the well-known (\(wellKnownReason)) and connects to \(place)"
        }
        if case .present = route.delegation, case .absent = specification.delegation {
            return "\(title) takes the well-known that others refuse and connects to \(place)"
        }
        if let failed = route.steps.first(where: { $0.status == .failed && $0.reason.hasPrefix("none of") }) {
            return "\(title) drops the SRV records of step \(failed.number.rawValue), whose targets are no host names, "
                + "and connects to \(place)"
        }
        if policy.addressTarget == .usedAsAddress, let host = route.destinations.first?.host,
            IPAddress(host.trimmingFinalDot) != nil, usesServices(route)
        {
            return "\(title) takes the SRV target for an address and connects to it; by the specification it is a name "
                + "to be looked up"
        }
        if takesOwnAddress { return ownAddress }
        return "\(title) connects to \(place)"
    }

    private var ownAddress: String {
        "\(title) finds no address for the SRV target and connects to the server name's own, at port "
            + "\(route.destinations.first?.port ?? Discovery.defaultPort)"
    }

    /// The destination is the specification's, but its addresses are others.
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
        return "; for 443 it even dials \(port)"
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
        route.steps.first { $0.number == .wellKnown }?.reason ?? "it is not read"
    }

    var certificate: String {
        let names = route.destinations.map { "`\($0.certificateName.value)`" }
        let wanted = specification.destinations.first.map { "`\($0.certificateName.value)`" } ?? "another name"
        return "\(title) expects the SRV target, \(names.first ?? "the target"), in the certificate where the "
            + "specification asks for \(wanted)"
    }

    var fewer: String {
        switch policy.targets {
        case .firstInAnswer:
            "\(title) uses the first SRV record that the name server sends, whatever its priority, and no other"
        case .firstInOrder: "\(title) uses the first SRV record by priority and weight, and no other"
        case .weightedPick: "\(title) picks one SRV record of the lowest priority by weight, and tries no other"
        case .lowestWeight: "\(title) takes the lowest weight first, where the highest is meant, and tries no other"
        case .allInOrder: "\(title) uses one SRV record"
        }
    }

    var hostHeader: String {
        let header = route.destinations.first?.hostHeader ?? ""
        let specified = specification.destinations.first?.hostHeader ?? ""
        return "\(title) sends the Host header `\(header)`, not `\(specified)`: a reverse proxy has to answer for both"
    }
}
