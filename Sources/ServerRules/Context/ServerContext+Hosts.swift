import DNS
import Diagnostics
import Federation
import ZoneFile
import ZoneRules

extension ServerContext {
    /// The host of the server name, or `nil` if it is an IP address.
    var namedHost: String? {
        guard case .success(let name) = serverName, case .name(let host) = name.host else { return nil }
        return host
    }

    /// The host of a server name without a port. Only such a name can be delegated.
    public var delegatingHost: String? {
        guard case .success(let name) = serverName, name.port == nil else { return nil }
        return namedHost
    }

    /// The delegated server, if there is a usable well-known document.
    var delegated: ServerName? {
        guard case .present(let name)? = routes?.specification.delegation else { return nil }
        return name
    }

    /// The host whose SRV records peers use: a delegated server without a port, otherwise the server name.
    ///
    /// `nil` if peers use no SRV records.
    public var serviceHost: String? {
        guard let host = delegatingHost else { return nil }
        guard let delegated else { return host }
        guard delegated.port == nil, case .name(let target) = delegated.host else { return nil }
        return target
    }

    /// Whether there is known to be no usable well-known document, as opposed to none having been collected.
    var isWithoutWellKnown: Bool {
        routes?.specification.delegation == .absent
    }

    /// The introduction to a statement that assumes no well-known document because none was collected.
    var wellKnownCaveat: String {
        guard routesWithoutWellKnown != nil, let host = delegatingHost else { return "" }
        // The host may also be the delegated server of another server name.
        return input.isGiven
            ? "if there is no well-known document at `\(host)`, "
            : "if `\(host)` is a server name and has no well-known document, "
    }

    /// Whether a host is probably not under the control of those who run the server name, such as a host of a CDN: its
    /// last two labels differ.
    public func isInAnotherDomain(_ host: String) -> Bool {
        guard let name = namedHost else { return false }
        func domain(_ host: String) -> [Substring] {
            host.lowercased().trimmingFinalDot.split(separator: ".").suffix(2)
        }
        return domain(host) != domain(name)
    }

    /// Returns the A and AAAA records that a host resolves to, or `nil` if the set may be incomplete.
    func addressRecords(of host: String) -> [AnswerRecord]? {
        guard let name = Name(host) else { return nil }
        var records: [AnswerRecord] = []
        for type in [RecordType.a, .aaaa] {
            let answer = evidence.answer(Question(name, type))
            switch answer.state {
            case .records(let found): records += found
            case .noData, .noName: break
            case .failed, .notCollected: return nil
            }
        }
        return records
    }

    /// Returns the addresses of a host, or `nil` if the set may be incomplete or exceeds the limit for checks.
    func knownAddresses(of host: String) -> [IPAddress]? {
        shared.addresses(host.lowercased()) {
            guard let records = addressRecords(of: host), records.count <= DiscoveryLimits.addresses else { return nil }
            return records.compactMap(\.address)
        }
    }

    /// Returns the owner of the SRV records of a service in a zone file.
    public func ownerSpan(of records: [AnswerRecord], _ label: String) -> LabelledSpan? {
        guard let place = records.lazy.compactMap({ self.location(of: $0) }).first else { return nil }
        return LabelledSpan(WrittenOwner(of: place.record, in: place.zone).span, label)
    }

    /// Returns the span for a finding about the resolution of the server name: where the server is named, otherwise the
    /// owner of its SRV records.
    func fallbackSpan(_ label: String) -> LabelledSpan? {
        if let place = input.place { return LabelledSpan(place, label) }
        guard let host = namedHost else { return nil }
        for service in MatrixService.allCases {
            if let place = services(service, at: host).flatMap({ ownerSpan(of: $0.records, label) }) { return place }
        }
        return nil
    }
}

/// The endpoints of SRV records or destinations, compared by name, and by address if all addresses are known.
struct ServiceEndpoints {
    private var names: Set<String> = []
    private var addresses: Set<String>? = []
    /// Whether every endpoint may exist. Other rules report a host without addresses and port 0.
    private(set) var isPossible = true

    /// Collects the endpoints of SRV records, except for the target `.`, which declines the service.
    init(_ records: [AnswerRecord], _ context: ServerContext) {
        for service in records.compactMap(\.service) where !service.target.isRoot {
            let host = service.target.description
            insert(host, Int(service.port), context.knownAddresses(of: host)?.map(\.description))
        }
    }

    init(_ destinations: [Destination]) {
        for destination in destinations {
            let isKnown = destination.reachability == .addresses
            insert(destination.host, destination.port, isKnown ? destination.addresses.map(\.description) : nil)
        }
    }

    var isEmpty: Bool { names.isEmpty }

    /// Whether both have the same ports of the same hosts.
    func isSame(as other: ServiceEndpoints) -> Bool {
        if names == other.names { return true }
        guard let addresses, !addresses.isEmpty, let others = other.addresses else { return false }
        return addresses == others
    }

    /// "`a.example.com` port 443 and `b.example.com` port 443".
    var words: String {
        Words.list(names.sorted(), limit: DiscoveryLimits.services)
    }

    private mutating func insert(_ host: String, _ port: Int, _ found: [String]?) {
        names.insert("`\(host.lowercased().trimmingFinalDot)` port \(port)")
        if port == 0 || found?.isEmpty == true { isPossible = false }
        guard let found, !found.isEmpty else {
            addresses = nil
            return
        }
        addresses?.formUnion(found.map { "\($0) \(port)" })
    }
}
