import DNS

/// A connection to an endpoint that a remedy may recommend, and that the evidence says nothing about.
public struct UntriedEndpoint: Sendable, Hashable {
    public let host: String
    public let address: IPAddress
    public let port: UInt16
    /// The name that peers would send in SNI.
    public let serverName: String
    public let hostHeader: String

    /// The Host header of clients that handle the port differently.
    public var otherHostHeader: String { hostHeader == serverName ? "\(serverName):\(port)" : serverName }
}

/// Where the homeserver may be if nothing answers where peers look for it.
///
/// A remedy can only recommend what is known to work, so these are the questions that remedies depend on.
public struct UntriedEndpoints {
    private let host: String
    private let name: Name
    private let evidence: EvidenceIndex
    private let route: Route

    /// The number of connections that are worth their time.
    private static let limit = 12
    private static let hostLimit = 4
    private static let addressesPerHost = 2
    /// The number of entries that are searched for SRV records.
    private static let entryLimit = 400

    /// - Parameters:
    ///   - evidence: The evidence as collected, also what peers do not accept.
    ///   - route: The specification's route by what peers accept.
    /// - Returns: `nil` if nothing needs to be found: a homeserver answers, the server name does not allow delegation, or
    ///   the queries of discovery fail, which no other endpoint repairs.
    public init?(for serverName: ServerName, _ evidence: EvidenceIndex, _ route: Route) {
        guard case .name(let host) = serverName.host, serverName.port == nil, let name = Name(host) else { return nil }
        self.host = host.lowercased()
        self.name = name
        self.evidence = evidence
        self.route = route
        guard !isAnswered, areQueriesAnswered else { return nil }
    }

    /// Whether an endpoint of the route answers requests.
    private var isAnswered: Bool {
        route.destinations.contains { destination in
            guard let port = UInt16(exactly: destination.port) else { return false }
            return destination.addresses.contains { evidence.requests($0, port).contains { $0.status == 200 } }
        }
    }

    private var areQueriesAnswered: Bool {
        let services = MatrixService.allCases.compactMap { $0.owner(at: name) }.map { Question($0, .srv) }
        return ([.init(name, .a), .init(name, .aaaa)] + services).allSatisfy { question in
            if case .failed = evidence.answer(question).state { false } else { true }
        }
    }

    /// The hosts whose addresses are needed, in the order of ``connections``.
    public var hosts: [Name] {
        var hosts: [Name] = []
        for place in places where IPAddress(place.host) == nil {
            guard hosts.count < Self.hostLimit, let host = Name(place.host), !hosts.contains(host) else { continue }
            hosts.append(host)
        }
        return hosts
    }

    /// The connections, the most promising first.
    ///
    /// - Parameter isAllowed: Whether an address may be contacted.
    public func connections(_ isAllowed: (IPAddress) -> Bool) -> [UntriedEndpoint] {
        let hosts = hosts
        var found: [UntriedEndpoint] = []
        for place in places {
            guard let port = UInt16(exactly: place.port), port != 0, let target = Name(place.host),
                hosts.contains(target)
            else { continue }
            for address in evidence.addresses(of: target).filter(isAllowed).prefix(Self.addressesPerHost) {
                // A document names the host and the port; with SRV records, peers expect the server name.
                var endpoints = [
                    UntriedEndpoint(
                        host: place.host, address: address, port: port, serverName: place.host,
                        hostHeader: "\(place.host):\(port)")
                ]
                if place.isService {
                    endpoints.append(
                        UntriedEndpoint(
                            host: place.host, address: address, port: port, serverName: host, hostHeader: host))
                }
                found += endpoints.filter { !isTried($0) && !found.contains($0) }
            }
        }
        return Array(found.prefix(Self.limit))
    }

    /// Whether the evidence has a request in this way, or shows that there is no connection.
    private func isTried(_ endpoint: UntriedEndpoint) -> Bool {
        let handshakes = evidence.handshakes(endpoint.address, endpoint.port)
        if handshakes.contains(where: { $0.error != nil && $0.circumstances.phase != .tls }) { return true }
        let isSame: (TLSEntry) -> Bool = { $0.serverName.lowercased().trimmingFinalDot == endpoint.serverName }
        if handshakes.contains(where: { isSame($0) && $0.error != nil }) { return true }
        return handshakes.contains(where: isSame)
            && evidence.requests(endpoint.address, endpoint.port).contains {
                $0.hostHeader.lowercased() == endpoint.hostHeader
            }
    }

    // MARK: - Where to look

    private struct Place: Hashable {
        let host: String
        let port: Int
        /// Whether SRV records lead there.
        let isService: Bool
    }

    /// What SRV records and documents name, whoever reads them, then the usual ports of these hosts, of the server name
    /// and of `matrix.` below it.
    private var places: [Place] {
        var places: [Place] = []
        var hosts: [String] = []
        func add(_ host: String, _ ports: [Int], isService: Bool = false) {
            let host = host.lowercased().trimmingFinalDot
            if !hosts.contains(host) { hosts.append(host) }
            for place in ports.map({ Place(host: host, port: $0, isService: isService) }) where !places.contains(place)
            {
                places.append(place)
            }
        }
        for (target, port) in services { add(target, [port], isService: true) }
        for delegated in CandidateSearch.delegations(evidence) where IPAddress(delegated.hostText) == nil {
            add(delegated.hostText, delegated.port.map { [$0] } ?? [])
        }
        add(host, [8448])
        add("matrix.\(host.trimmingFinalDot)", [])
        for host in hosts { add(host, [8448, 443]) }
        return places
    }

    /// The targets of all SRV records in the evidence, also of those below the server name, behind their aliases.
    private var services: [(host: String, port: Int)] {
        var found: [(host: String, port: Int)] = []
        for entry in evidence.evidence.dns.prefix(Self.entryLimit) where entry.question.type == .srv {
            let owner = entry.question.name.parent?.parent
            for service in evidence.services(evidence.answer(entry.question)).services.prefix(Self.limit) {
                for target in KnownEndpoints.readings(of: service.target, from: owner)
                where IPAddress(target.description.trimmingFinalDot) == nil {
                    let aliases = evidence.answer(Question(target, .a)).aliases
                    let host = (aliases.last ?? target).description
                    found.append((host, Int(service.port)))
                    // The corrected record would lead there.
                    if let misplaced = MisplacedPort(service) { found.append((host, Int(misplaced.corrected.port))) }
                }
            }
        }
        return found
    }
}
