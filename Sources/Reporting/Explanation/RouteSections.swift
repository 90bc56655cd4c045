import Federation
import Linting
import ServerRules

extension ExplanationDocument {
    /// The steps of discovery.
    ///
    /// - Parameter isFull: Whether to include the steps that discovery skipped.
    static func route(_ context: ServerContext, isFull: Bool) -> Section? {
        guard let routes = context.likelyRoutes else { return nil }
        var blocks: [Block] = []
        if context.routesWithoutWellKnown != nil {
            blocks.append(
                .paragraph(
                    "The well-known document was not collected. This is the route if there is none. Give the document "
                        + "with --well-known or --evidence for a definite answer."))
        }
        // Steps that were never reached would hide those that matter.
        let steps = routes.specification.steps.filter { $0.status != .skipped || isFull && $0.wasReached }
        blocks.append(
            .table(
                columns: ["step", "status", "reason", "query"],
                rows: steps.map { [$0.number.rawValue, $0.status.rawValue, $0.reason, $0.question ?? ""] }
            ))
        return Section(.route, "Route (steps of the specification)", blocks)
    }

    /// The hosts and ports that discovery leads to.
    static func destinations(_ route: Route) -> Section? {
        guard !route.destinations.isEmpty else { return nil }
        let isService = route.destinations.contains(where: \.isService)
        let rows = route.destinations.map { destination -> [String] in
            let priority =
                isService
                ? [destination.priority.map(String.init) ?? "", destination.weight.map(String.init) ?? ""] : []
            return [destination.host.trimmingFinalDot, addresses(destination), String(destination.port)] + priority
                + [destination.hostHeader, destination.sni ?? "none", destination.certificateName.value]
        }
        let order = isService ? ["priority", "weight"] : []
        return Section(
            .destinations, "Where peers connect",
            [
                .table(
                    columns: ["host", "addresses", "port"] + order + ["Host header", "SNI", "certificate name"],
                    rows: rows)
            ]
        )
    }

    private static func addresses(_ destination: Destination) -> String {
        switch destination.reachability {
        case .addresses: destination.addresses.map(\.description).joined(separator: ", ")
        case .notCollected(let query): "not collected: \(query)"
        case .unreachable(let reason): "none: \(reason)"
        case .unverified(let reason): "unknown: \(reason)"
        }
    }

    /// The endpoints, worst first. Those that only less common implementations connect to come last.
    static func addresses(_ outcomes: [AddressOutcome]) -> Section? {
        guard !outcomes.isEmpty else { return nil }
        let rows = outcomes.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            if first.isMain != second.isMain { return first.isMain }
            return first.health != second.health ? first.health < second.health : left.offset < right.offset
        }.map(\.element)
        return Section(
            .addresses, "Connections",
            [
                .table(
                    columns: ["address", "port", "host", "TCP", "TLS", "certificate", "version", "keys"],
                    rows: rows.map { row in
                        [
                            row.address.description, String(row.port), row.host, row.tcp.word,
                            row.tls == .ok ? row.tlsVersion ?? "ok" : row.tls.word, row.certificate.word,
                            row.version == .ok ? row.software ?? "ok" : row.version.word, row.keys.word,
                        ]
                    }
                )
            ])
    }
}
