import DNS

extension CandidateSearch {
    /// The host whose SRV records peers use.
    private var serviceHost: String? {
        switch routes.specification.delegation {
        case .present(let name):
            guard name.port == nil, case .name(let host) = name.host else { return nil }
            return host
        case .notApplicable: return nil
        default: return host
        }
    }

    /// SRV records, the same under both names.
    var services: [[RemedyChange]] {
        guard let base = serviceHost, let owner = Name(base), isAnswered(owner) else { return [] }
        var candidates: [[RemedyChange]] = []
        for service in MatrixService.allCases {
            guard let question = service.owner(at: owner).map({ Question($0, .srv) }) else { continue }
            let selection = evidence.services(evidence.answer(question))
            guard selection.total <= DiscoveryLimits.services else { continue }
            let records = cleaned(selection.services, owner)
            if !records.isEmpty { candidates.append([.services(host: base, records)]) }
            candidates += named(selection.services, base)
        }
        candidates += endpoints.best(2).compactMap { endpoint in
            target(endpoint).map {
                [
                    .services(
                        host: base,
                        [.init(priority: 10, weight: 5, port: UInt16(endpoint.port), target: $0)])
                ]
            }
        }
        return candidates + moved(to: base) + removed(from: base)
    }

    /// No records instead of those that lead nowhere, so that peers connect to port 8448.
    private func removed(from base: String) -> [[RemedyChange]] {
        guard !endpoints.isFailing(KnownEndpoint(host: base, port: 8448)), hasOnlyDeadServices(at: base) else {
            return []
        }
        return [[.noServices(host: base)]]
    }

    /// Whether a host has SRV records, and all of them lead nowhere. A name server that fails to answer says nothing about
    /// the target.
    func hasOnlyDeadServices(at base: String) -> Bool {
        guard let owner = Name(base), isAnswered(owner) else { return false }
        let services = MatrixService.allCases.compactMap { $0.owner(at: owner) }.flatMap { name in
            evidence.services(evidence.answer(Question(name, .srv))).services
        }
        return !services.isEmpty && cleaned(services, owner).isEmpty
            && services.allSatisfy { !endpoints.isLookupFailing($0.target) }
    }

    /// Whether no query for the SRV records fails. New records do not repair a name server.
    private func isAnswered(_ owner: Name) -> Bool {
        MatrixService.allCases.compactMap { $0.owner(at: owner) }.allSatisfy { name in
            if case .failed = evidence.answer(Question(name, .srv)).state { false } else { true }
        }
    }

    private func target(_ endpoint: KnownEndpoint) -> Name? {
        guard IPAddress(endpoint.host) == nil, let name = Name(endpoint.host), isPlausible(name) else { return nil }
        return endpoints.canonicalHost(name) == endpoint.host ? name : nil
    }

    /// Whether the name may be a target. A single label is hardly ever that of a host, so it needs an address.
    private func isPlausible(_ name: Name) -> Bool {
        name.labels.count > 1 || !evidence.addresses(of: name).isEmpty
    }

    /// The records with hosts instead of aliases and with their numbers in order, and without those that lead nowhere.
    private func cleaned(_ services: [AnswerRecord.Service], _ owner: Name) -> [AnswerRecord.Service] {
        var seen: Set<AnswerRecord.Service> = []
        // A record that works is right, whatever its numbers look like.
        let variants = services.map { [$0, MisplacedPort($0)?.corrected].compactMap(\.self) }
        return variants.compactMap { $0.lazy.compactMap { cleaned($0, owner) }.first }
            .filter { seen.insert($0).inserted }
    }

    private func cleaned(_ service: AnswerRecord.Service, _ owner: Name) -> AnswerRecord.Service? {
        let readings = KnownEndpoints.readings(of: service.target, from: owner)
        // Of a host that is cut short or doubled, nothing is known, so the one with addresses was meant.
        let known = readings.filter { !evidence.addresses(of: $0).isEmpty }
        for reading in known.isEmpty ? readings : known {
            let host = endpoints.canonicalHost(reading)
            let endpoint = KnownEndpoint(host: host, port: Int(service.port))
            guard service.port != 0, IPAddress(host) == nil, !endpoints.isFailing(endpoint), let name = Name(host)
            else { continue }
            guard isPlausible(name) else { continue }
            var service = service
            service.target = name
            return service
        }
        return nil
    }

    /// Records with a host instead of an address: a known one with that address, or a new one.
    private func named(_ services: [AnswerRecord.Service], _ base: String) -> [[RemedyChange]] {
        for service in services {
            guard let address = IPAddress(service.target.description.trimmingFinalDot), service.port != 0 else {
                continue
            }
            let known = endpoints.hosts(at: address).compactMap { Name($0) }.first
            if let known {
                return [
                    [.services(host: base, [.init(priority: 10, weight: 5, port: service.port, target: known)])]
                ]
            }
            let host = "matrix.\(base.lowercased().trimmingFinalDot)"
            guard let name = Name(host), isFree(name) else { return [] }
            return [
                [
                    .addresses(host: host, [address]),
                    .services(host: base, [.init(priority: 10, weight: 5, port: service.port, target: name)]),
                ]
            ]
        }
        return []
    }

    /// Whether a name is known to have no addresses and no alias.
    private func isFree(_ name: Name) -> Bool {
        [RecordType.a, .aaaa].allSatisfy { type in
            let answer = evidence.answer(Question(name, type))
            guard answer.aliases.isEmpty else { return false }
            switch answer.state {
            case .noName, .noData: return true
            case .records, .failed, .notCollected: return false
            }
        }
    }

    /// The records of a host below the server name, for the server name. They stay where they are too, because the host
    /// may be a server name itself, unless the origin is doubled, which is a mistake.
    private func moved(to base: String) -> [[RemedyChange]] {
        guard let owner = Name(base) else { return [] }
        let suffix = "\(base.lowercased().trimmingFinalDot)."
        var candidates: [[RemedyChange]] = []
        for entry in evidence.evidence.dns.prefix(400) where entry.question.type == .srv {
            guard let service = entry.question.name.labels.first.map({ String(decoding: $0, as: UTF8.self) }),
                MatrixService(rawValue: service.lowercased()) != nil,
                let other = entry.question.name.parent?.parent,
                other.description.lowercased().hasSuffix(".\(suffix)"),
                !isServerName(other)
            else { continue }
            let records = cleaned(evidence.services(evidence.answer(entry.question)).services, owner)
            let isDoubled = other.description.lowercased().hasSuffix("\(suffix)\(suffix)")
            let candidate =
                (isDoubled ? [RemedyChange.noServices(host: other.description.trimmingFinalDot)] : [])
                + [.services(host: base, records)]
            guard !records.isEmpty, !candidates.contains(candidate) else { continue }
            candidates.append(candidate)
            if candidates.count == 2 { break }
        }
        return candidates
    }

    /// Whether the evidence shows that a name has a homeserver of its own: a document, or keys for it.
    private func isServerName(_ other: Name) -> Bool {
        let host = other.description.lowercased().trimmingFinalDot
        if evidence.documents(at: WellKnown.url(host, .server)).contains(where: {
            IntendedDelegation.read($0.body ?? []) != nil
        }) {
            return true
        }
        return evidence.evidence.federation.prefix(400).contains { entry in
            guard entry.status == 200, entry.path == "/_matrix/key/v2/server", let body = entry.body,
                let document = try? JSONReader.read(Array(body.utf8))
            else { return false }
            return document["server_name"]?.string?.lowercased() == host
        }
    }
}
