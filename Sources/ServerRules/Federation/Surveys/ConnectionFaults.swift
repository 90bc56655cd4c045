import DNS
import Diagnostics
import Federation

/// Addresses of one endpoint that fail in the same way.
struct ConnectionFaultGroup {
    let fault: ConnectionFault
    /// Never empty.
    var probes: [EndpointProbe]
    /// Another address of the same endpoint that works.
    let working: EndpointProbe?
    /// Addresses of the same endpoint that could not be tried.
    let untried: [IPAddress]
    /// Another endpoint that works, and that implementations which use this one also try.
    let backup: EndpointProbe?

    var endpoint: FederationEndpoint { probes[0].endpoint }

    /// "192.0.2.10 port 8448 (`matrix.example.com`)", "192.0.2.10 and 192.0.2.11, port 8448 (…)".
    var endpointText: String {
        let isNamed = IPAddress(endpoint.host) == nil
        let addresses = Words.list(probes.map(\.address.description))
        return addresses + (probes.count > 1 ? "," : "") + " port \(endpoint.port)"
            + (isNamed ? " (`\(endpoint.host)`)" : "")
    }
}

extension ServerContext {
    /// The connection failures, grouped by endpoint.
    var connectionFaults: [ConnectionFaultGroup] {
        shared.value("connection faults") { findConnectionFaults() }
    }

    private func findConnectionFaults() -> [ConnectionFaultGroup] {
        let probes = probes
        guard probes.contains(where: { if case .failed = $0.connection { true } else { false } }) else { return [] }
        struct Key: Hashable {
            let fault: ConnectionFault
            let endpoint: FederationEndpoint.Key
        }
        var groups: [ConnectionFaultGroup] = []
        var indices: [Key: Int] = [:]
        let byEndpoint = Dictionary(grouping: probes, by: \.endpoint.key)
        let established = probes.filter { $0.connection == .established }
        for probe in probes {
            guard case .failed(let fault) = probe.connection else { continue }
            let endpoint = probe.endpoint.key
            if let index = indices[Key(fault: fault, endpoint: endpoint)] {
                groups[index].probes.append(probe)
                continue
            }
            indices[Key(fault: fault, endpoint: endpoint)] = groups.count
            let neighbours = byEndpoint[endpoint] ?? []
            groups.append(
                ConnectionFaultGroup(
                    fault: fault, probes: [probe], working: neighbours.first { $0.connection == .established },
                    untried: neighbours.filter { $0.connection == .noRoute }.map(\.address),
                    backup: established.first {
                        !$0.endpoint.mainImplementations.isDisjoint(with: probe.endpoint.mainImplementations)
                    }))
        }
        return groups
    }

    /// Returns the failures of endpoints where no address works.
    func unreachableEndpoints(_ isIncluded: (ConnectionFault) -> Bool) -> [ConnectionFaultGroup] {
        connectionFaults.filter { $0.working == nil && isIncluded($0.fault) }
    }

    /// Creates a finding about an endpoint that peers cannot connect to.
    ///
    /// - Parameter message: The failure, followed by the endpoint.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        _ group: ConnectionFaultGroup,
        why: String? = nil,
        help: String
    ) -> Finding {
        var consequence = implementationClause(group.endpoint)
        var backup: String?
        var severity = rule.severity
        if !group.endpoint.isMain {
            // Nonstandard behaviour of some implementations is not a fault of the configuration.
            severity = .info
            consequence += ", so \(group.endpoint.implementations.count == 1 ? "it" : "they") cannot reach the server"
        } else if let working = group.backup {
            severity = .warning
            let alone = implementationsWithoutBackup(group.endpoint)
            backup =
                "peers that try the other endpoints reach \(working.words)"
                + (alone.isEmpty
                    ? ""
                    : ", but \(Words.list(alone.map(\.shortTitle))) \(alone.count == 1 ? "tries" : "try") only the first one")
        } else {
            // Every endpoint of every implementation is this one, and all its addresses were tried. An implementation whose
            // route is unknown has no endpoint yet, and may get there.
            let isForAll =
                !hasUncheckedEndpoints && group.untried.isEmpty && arrivals.allSatisfy { $0.state == .failing }
                && probes.allSatisfy { $0.endpoint.key == group.endpoint.key && $0.connection.isFailure }
            // One of the endpoints that were not checked may work.
            if hasUncheckedEndpoints { severity = min(severity, .warning) }
            // The clause may name exceptions, which fail elsewhere or refuse the address.
            let others = consequence.contains(" except ") ? ", and these fail as well" : ""
            consequence +=
                isForAll ? others + ", so no peer can reach the server" : ", so these peers cannot reach the server"
            if !group.untried.isEmpty {
                consequence += " (\(Words.list(group.untried.map(\.description))) could not be tried from this machine)"
            }
        }
        return Finding(
            rule, group.endpoint.isMain ? message : "\(message), and \(implementationClause(group.endpoint))", at: nil,
            why: Sentences.joined([why, stepClause(group.endpoint), consequence, backup].compactMap(\.self)),
            help: help, severity: severity, subject: subject, source: group.probes[0].connectionSource,
            route: position(of: group))
    }

    /// The implementations that connect to an endpoint and try no other one.
    private func implementationsWithoutBackup(_ endpoint: FederationEndpoint) -> [Implementation] {
        (likelyRoutes?.all ?? []).filter { compared in
            guard compared.implementation.kind != .tester, compared.implementation.kind != .specification,
                compared.route.usesOneDestination, let first = compared.route.destinations.first
            else { return false }
            return first.host.routeName == endpoint.key.host && first.port == Int(endpoint.port)
        }.map(\.implementation)
    }

    /// The connection on the route, which fails with its host if all addresses are those of another network.
    func position(of group: ConnectionFaultGroup) -> RoutePosition {
        RoutePosition(
            .connection(group.endpoint),
            follows: group.probes.allSatisfy(isFailing(becauseOfAddressAt:))
                ? [.host(group.endpoint.host.routeName)] : [])
    }
}

extension ServerContext {
    /// Creates a finding about the response of an endpoint.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        of entry: FederationEntry,
        why: String,
        help: String,
        severity: Severity? = nil
    ) -> Finding {
        Finding(
            rule, message, at: nil, why: why, help: help, severity: severity, subject: subject, source: entry.source,
            route: RoutePosition(part(of: entry)))
    }

    /// Groups the probes for which `outcome` returns a value by that value, in their order.
    func grouped<Outcome: Hashable>(_ outcome: (EndpointProbe) -> Outcome?) -> [(Outcome, [EndpointProbe])] {
        var groups: [(Outcome, [EndpointProbe])] = []
        var indices: [Outcome: Int] = [:]
        for probe in probes where probe.connection == .established {
            guard let outcome = outcome(probe) else { continue }
            if let index = indices[outcome] {
                groups[index].1.append(probe)
            } else {
                indices[outcome] = groups.count
                groups.append((outcome, [probe]))
            }
        }
        return groups
    }
}

extension [EndpointProbe] {
    /// "192.0.2.10 port 8448 and 192.0.2.11 port 8448".
    var words: String { Words.list(map(\.words), limit: DiscoveryLimits.services) }
}
