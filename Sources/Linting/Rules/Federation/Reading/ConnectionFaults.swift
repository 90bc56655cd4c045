import DNS
import Federation

/// Addresses of one place that fail in the same way.
struct ConnectionFaultGroup {
    let fault: ConnectionFault
    /// Never empty.
    var visits: [AddressVisit]
    /// Another address of the same place that works.
    let working: AddressVisit?
    /// Addresses of the same place that could not be tried.
    let untried: [IPAddress]
    /// Another place that works, and that those go on to who come here first.
    let backup: AddressVisit?

    var place: FederationPlace { visits[0].place }

    /// "192.0.2.10 port 8448 (`matrix.example.com`)", "192.0.2.10 and 192.0.2.11, port 8448 (…)".
    var placeWords: String {
        let isNamed = IPAddress(place.host) == nil
        let addresses = Words.list(visits.map(\.address.description))
        return addresses + (visits.count > 1 ? "," : "") + " port \(place.port)" + (isNamed ? " (`\(place.host)`)" : "")
    }
}

extension DelegationContext {
    /// What stands in the way of connections, place by place.
    var connectionFaults: [ConnectionFaultGroup] {
        shared.connectionFaults { findConnectionFaults() }
    }

    private func findConnectionFaults() -> [ConnectionFaultGroup] {
        let visits = visits
        guard visits.contains(where: { if case .failed = $0.connection { true } else { false } }) else { return [] }
        struct Key: Hashable {
            let fault: ConnectionFault
            let place: FederationPlace.Key
        }
        var groups: [ConnectionFaultGroup] = []
        var indices: [Key: Int] = [:]
        let byPlace = Dictionary(grouping: visits, by: \.place.key)
        let established = visits.filter { $0.connection == .established }
        for visit in visits {
            guard case .failed(let fault) = visit.connection else { continue }
            let place = visit.place.key
            if let index = indices[Key(fault: fault, place: place)] {
                groups[index].visits.append(visit)
                continue
            }
            indices[Key(fault: fault, place: place)] = groups.count
            let neighbours = byPlace[place] ?? []
            groups.append(
                ConnectionFaultGroup(
                    fault: fault, visits: [visit], working: neighbours.first { $0.connection == .established },
                    untried: neighbours.filter { $0.connection == .noWay }.map(\.address),
                    backup: established.first {
                        !$0.place.mainVisitors.isDisjoint(with: visit.place.mainVisitors)
                    }))
        }
        return groups
    }

    /// Those of places where nothing works.
    func deadPlaces(_ isMeant: (ConnectionFault) -> Bool) -> [ConnectionFaultGroup] {
        connectionFaults.filter { $0.working == nil && isMeant($0.fault) }
    }

    /// A finding about a place that cannot be connected to.
    ///
    /// - Parameter message: what happens, after which the place is named.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        _ group: ConnectionFaultGroup,
        why: String? = nil,
        help: String
    ) -> Finding {
        var consequence = "\(stepWords(group.place)), and \(visitorWords(group.place))"
        var severity = rule.severity
        if !group.place.isMain {
            // What only some programs make of it is no fault of the set-up.
            severity = .info
            consequence += ": for them the server is not there"
        } else if let backup = group.backup {
            severity = .warning
            consequence += "; those that try the other places reach \(backup.words)"
        } else {
            let isForAll = visits.allSatisfy { $0.place.key == group.place.key } && !hasMorePlaces
            // Of the places that were not judged, one may work.
            if hasMorePlaces { severity = min(severity, .warning) }
            consequence += isForAll ? ", so nobody gets through" : ", and none of these gets through"
            if !group.untried.isEmpty {
                consequence += " (\(Words.list(group.untried.map(\.description))) could not be tried from this machine)"
            }
        }
        return Finding(
            rule, message, at: nil, why: (why.map { "\($0); " } ?? "") + consequence, help: help, severity: severity,
            subject: subject, source: group.visits[0].connectionSource)
    }
}

extension DelegationContext {
    /// A finding about an answer of an endpoint.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        of entry: FederationEntry,
        why: String,
        help: String,
        severity: Severity? = nil
    ) -> Finding {
        Finding(
            rule, message, at: nil, why: why, help: help, severity: severity, subject: subject, source: entry.source)
    }

    /// The visits with which a rule has something to say, those with the same outcome together, in their order.
    func grouped<Outcome: Hashable>(_ outcome: (AddressVisit) -> Outcome?) -> [(Outcome, [AddressVisit])] {
        let known = visits.filter { $0.connection == .established }.compactMap { visit in
            outcome(visit).map { (outcome: $0, visit: visit) }
        }
        return known.grouped { $0.outcome }.map { ($0.key, $0.elements.map(\.visit)) }
    }
}

extension [AddressVisit] {
    /// "192.0.2.10 port 8448 and 192.0.2.11 port 8448".
    var words: String { Words.list(map(\.words), limit: DiscoveryLimits.services) }
}
