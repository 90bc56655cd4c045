import Federation

/// Routes as JSON, as explanations and audits have them.
enum RouteJSON {
    /// The routes of the specification and of the implementations.
    static func routes(_ routes: RouteSet) -> JSONValue {
        let route = routes.specification
        return [
            "outcome": JSONValue(route.outcome.rawValue),
            "reason": JSONValue(route.reason),
            "steps": JSONValue(route.steps.map(step)),
            "destinations": JSONValue(route.destinations.map(destination)),
            "implementations": JSONValue(routes.all.map(implementation)),
        ]
    }

    private static func step(_ step: Step) -> JSONValue {
        [
            "step": JSONValue(step.number.rawValue),
            "status": JSONValue(step.status.rawValue),
            "reason": JSONValue(step.reason),
            "question": step.question.map { JSONValue($0) },
        ]
    }

    private static func destination(_ destination: Destination) -> JSONValue {
        [
            "step": JSONValue(destination.step.rawValue),
            "host": JSONValue(destination.host),
            "addresses": JSONValue(destination.addresses.map(\.description)),
            // Why there are no addresses; present only if there are none.
            "addressesMissing": missingAddresses(destination.reachability).map { JSONValue($0) },
            "aliases": destination.aliases.isEmpty ? nil : JSONValue(destination.aliases.map(\.description)),
            "port": JSONValue(destination.port),
            "hostHeader": JSONValue(destination.hostHeader),
            "sni": JSONValue(orNull: destination.sni),
            "certificateName": [
                "kind": JSONValue(destination.certificateName.kind),
                "value": JSONValue(destination.certificateName.value),
            ],
            "priority": destination.priority.map { JSONValue(Int($0)) } ?? .null,
            "weight": destination.weight.map { JSONValue(Int($0)) } ?? .null,
        ]
    }

    private static func missingAddresses(_ reachability: Destination.Reachability) -> String? {
        switch reachability {
        case .addresses: nil
        case .notCollected(let question): "not collected: \(question)"
        case .unreachable(let reason), .unverified(let reason): reason
        }
    }

    private static func implementation(_ compared: RouteSet.ComparedRoute) -> JSONValue {
        [
            "name": JSONValue(compared.implementation.name.rawValue),
            "outcome": JSONValue(compared.route.outcome.rawValue),
            "reason": JSONValue(compared.route.reason),
            "destinations": JSONValue(compared.route.destinations.map(destination)),
            "differs": JSONValue(compared.difference != nil),
            "because": JSONValue(orNull: compared.difference?.because),
        ]
    }
}
