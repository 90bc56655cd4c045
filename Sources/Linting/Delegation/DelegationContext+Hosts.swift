import DNS
import Federation
import ZoneFile

extension DelegationContext {
    /// The host of the server name, unless it is an address.
    var namedHost: String? {
        guard case .success(let name) = serverName, case .name(let host) = name.host else { return nil }
        return host
    }

    /// The host of a server name without a port: only such a name can be delegated.
    var delegatingHost: String? {
        guard case .success(let name) = serverName, name.port == nil else { return nil }
        return namedHost
    }

    /// What the well-known document delegates to, where there is a usable one.
    var delegated: ServerName? {
        guard case .present(let name)? = routes?.specification.delegation else { return nil }
        return name
    }

    /// The host whose SRV records say where to connect: the one delegated to without a port, or else the server name's
    /// own. `nil` where no SRV records are asked for.
    var serviceHost: String? {
        guard let host = delegatingHost else { return nil }
        guard let delegated else { return host }
        guard delegated.port == nil, case .name(let target) = delegated.host else { return nil }
        return target
    }

    /// Whether it is known that no well-known document can be used, and not only not known that there is one.
    var isWithoutWellKnown: Bool {
        routes?.specification.delegation == .absent
    }

    /// Words before a statement that holds only without a well-known document, where that was not collected.
    var proviso: String {
        guard routesWithoutWellKnown != nil, let host = delegatingHost else { return "" }
        // The host may also be one that another server name is delegated to.
        return input.isGiven
            ? "if there is no well-known document at `\(host)`, "
            : "if `\(host)` is a server name and has no well-known document, "
    }

    /// The A and AAAA records that a host leads to; `nil` where it is not known whether these are all.
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

    /// The addresses of a host; `nil` where it is not known whether these are all, or where there are so many that not
    /// all are judged.
    func knownAddresses(of host: String) -> [IPAddress]? {
        shared.addresses(host.lowercased()) {
            guard let records = addressRecords(of: host), records.count <= DiscoveryLimits.addresses else { return nil }
            return records.compactMap(\.address)
        }
    }

    /// Where the SRV records of a service start in a zone: their owner.
    func ownerPlace(of records: [AnswerRecord], _ label: String) -> LabelledSpan? {
        guard let place = records.lazy.compactMap({ self.place(of: $0) }).first else { return nil }
        return LabelledSpan(WrittenOwner(of: place.record, in: place.zone).span, label)
    }

    /// What a finding about where the server name leads points at: what names the server, or else its SRV records.
    func anchor(_ label: String) -> LabelledSpan? {
        if let place = input.place { return LabelledSpan(place, label) }
        guard let host = namedHost else { return nil }
        for service in MatrixService.allCases {
            if let place = services(service, at: host).flatMap({ ownerPlace(of: $0.records, label) }) { return place }
        }
        return nil
    }
}

/// Where SRV records or destinations lead: compared by name, and by address where all are known.
struct ServicePlaces {
    private var names: Set<String> = []
    private var addresses: Set<String>? = []
    /// Whether every place can be there, as far as is known: a host without addresses and port 0 are slips that other
    /// rules speak of.
    private(set) var isPossible = true

    /// The places of SRV records, those that refuse the service left out.
    init(_ records: [AnswerRecord], _ context: DelegationContext) {
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

    /// Whether both lead to the same ports of the same hosts.
    func isSame(as other: ServicePlaces) -> Bool {
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
