import DNS

/// A host and a port at which a homeserver may answer, by the evidence.
struct KnownEndpoint: Hashable {
    let host: String
    let port: Int
}

/// The hosts and ports in the evidence, the most promising first.
struct KnownEndpoints {
    private var scores: [KnownEndpoint: Int] = [:]
    private let index: EvidenceIndex
    private let hosts: [IPAddress: [String]]
    private let serverName: String

    /// The number of hosts that are considered for one address.
    private static let hostsPerAddress = 4
    /// The number of entries of each kind that are considered. Evidence from files may have any number.
    private static let entryLimit = 400

    /// - Parameter serverName: The name of the homeserver that is searched for.
    init(_ index: EvidenceIndex, of serverName: String) {
        self.index = index
        self.serverName = serverName.lowercased()
        var hosts: [IPAddress: [String]] = [:]
        for entry in index.evidence.dns.prefix(4 * Self.entryLimit) {
            for record in entry.records.prefix(Self.hostsPerAddress) {
                guard let address = record.address else { continue }
                let host = record.owner.description.lowercased().trimmingFinalDot
                guard !host.contains("_"), hosts[address, default: []].count < Self.hostsPerAddress,
                    !hosts[address, default: []].contains(host)
                else { continue }
                hosts[address, default: []].append(host)
            }
        }
        self.hosts = hosts
        addConnections()
        addServices()
    }

    /// Adds the handshakes and requests that succeeded.
    private mutating func addConnections() {
        let websites = Set(index.evidence.https.prefix(Self.entryLimit).compactMap { URLParts($0.url)?.host })
        for entry in index.evidence.tls.prefix(Self.entryLimit) where entry.error == nil {
            // A website does not imply a homeserver.
            if entry.port == 443, websites.contains(entry.serverName.lowercased().trimmingFinalDot) { continue }
            let names = hosts[entry.address] ?? []
            for host in names {
                add(host, Int(entry.port), entry.serverName.lowercased().trimmingFinalDot == host ? 30 : 20)
            }
        }
        for entry in index.evidence.federation.prefix(Self.entryLimit) where entry.error == nil && entry.status == 200 {
            for host in hosts[entry.address] ?? [] { add(host, Int(entry.port), 40) }
        }
    }

    private mutating func addServices() {
        var count = 0
        for entry in index.evidence.dns where entry.question.type == .srv && count < Self.entryLimit {
            for service in index.services(index.answer(entry.question)).services {
                count += 1
                let owner = entry.question.name.parent?.parent
                for target in Self.readings(of: service.target, from: owner) {
                    add(canonicalHost(target), Int(service.port), 10)
                    if let misplaced = MisplacedPort(service) {
                        add(canonicalHost(target), Int(misplaced.corrected.port), 10)
                    }
                }
            }
        }
    }

    /// Adds an endpoint that the evidence mentions.
    mutating func add(_ host: String, _ port: Int, _ score: Int) {
        let endpoint = KnownEndpoint(host: host.lowercased().trimmingFinalDot, port: port)
        guard UInt16(exactly: port) != nil, port != 0, !endpoint.host.isEmpty else { return }
        scores[endpoint] = max(scores[endpoint] ?? 0, score)
    }

    /// The endpoints that the evidence does not show as failing, the most promising first.
    func best(_ limit: Int) -> [KnownEndpoint] {
        scores.filter { !isFailing($0.key) }.sorted { left, right in
            if left.value != right.value { return left.value > right.value }
            let ports = (Self.rank(left.key.port), Self.rank(right.key.port))
            if ports.0 != ports.1 { return ports.0 < ports.1 }
            return (left.key.host, left.key.port) < (right.key.host, right.key.port)
        }.prefix(limit).map(\.key)
    }

    private static func rank(_ port: Int) -> Int { port == 8448 ? 0 : port == 443 ? 2 : 1 }

    /// Whether every connection to the endpoint failed, its host has no address, or another homeserver answers there.
    func isFailing(_ endpoint: KnownEndpoint) -> Bool {
        guard let port = UInt16(exactly: endpoint.port) else { return true }
        let bare = endpoint.host.hasPrefix("[") ? String(endpoint.host.dropFirst().dropLast()) : endpoint.host
        let addresses: [IPAddress]
        if let address = IPAddress(bare) {
            addresses = [address]
        } else {
            guard let name = Name(endpoint.host) else { return true }
            let facts = index.host(name)
            addresses = facts.addresses
            let isKnown = facts.answers.allSatisfy { if case .notCollected = $0.state { false } else { true } }
            if addresses.isEmpty { return isKnown }
        }
        let tried = addresses.map { index.handshakes($0, port) }.filter { !$0.isEmpty }
        if !tried.isEmpty, tried.allSatisfy({ $0.allSatisfy { $0.error != nil } }) { return true }
        let requests = addresses.flatMap { index.requests($0, port) }
        let names = requests.compactMap(\.keyServerName)
        if !names.isEmpty, !names.contains(serverName) { return true }
        return !requests.isEmpty && requests.allSatisfy { $0.error != nil || $0.status != 200 }
    }

    /// Whether a query for the addresses of a host fails, so that it may have some.
    func isLookupFailing(_ host: Name) -> Bool {
        index.host(host).answers.contains { if case .failed = $0.state { true } else { false } }
    }

    /// The host behind the aliases of a name.
    func canonicalHost(_ target: Name) -> String {
        let aliases = index.answer(Question(target, .a)).aliases
        return (aliases.last ?? target).description.lowercased().trimmingFinalDot
    }

    /// The hosts that have an address.
    func hosts(at address: IPAddress) -> [String] { hosts[address] ?? [] }

    /// The hosts that an SRV target may have been meant to name: itself, and itself without a doubled origin or with
    /// the origin that a dot cut off.
    static func readings(of target: Name, from owner: Name?) -> [Name] {
        guard !target.isRoot else { return [] }
        var names = [target]
        guard let owner else { return names }
        let (text, suffix) = (target.description.lowercased(), owner.description.lowercased())
        if text.hasSuffix(".\(suffix)\(suffix)") || text == suffix + suffix {
            if let name = Name(String(text.dropLast(suffix.utf8.count))) { names.append(name) }
        } else if target.labels.count == 1, let name = Name(text + suffix) {
            names.append(name)
        }
        return names
    }
}
