import DNS
import TLSIdentity

extension RemedyChange {
    /// Returns the evidence as it would be after the change.
    func apply(to evidence: Evidence) -> Evidence {
        var changed = evidence
        switch self {
        case .document(let host, let text):
            changed.respond(at: WellKnown.url(host, .server), 200, Array(text.utf8))
        case .documentStatus(let host, _): changed.accept(at: WellKnown.url(host, .server))
        case .noDocument(let host):
            changed.respond(at: WellKnown.url(host, .server), 404, nil)
        case .websiteCertificate(let hosts, _, _), .websiteHandshake(let hosts, _):
            for host in hosts { changed.trustWebsite(host.lowercased()) }
            changed.forgetTLSFailures(at: WellKnown.url(hosts[0], .server))
        case .website(let host, _):
            let url = WellKnown.url(host, .server)
            changed.https.removeAll { $0.url == url && $0.error != nil }
            let isWebsite = changed.handshakesWithWebsite(host.lowercased())
            changed.tls.removeAll { isWebsite($0) && $0.error != nil }
        case .path(let host, let obstacle):
            let url = WellKnown.url(host, .server)
            changed.https.removeAll { $0.url == url }
            // What is in front of a website answers at all of its paths.
            if case .intercepted = obstacle {
                let urls = Set(WellKnown.allCases.map { WellKnown.url(host, $0) })
                changed.https.removeAll { urls.contains($0.url) && $0.interception != nil }
            }
        case .services(let host, let services):
            for name in MatrixService.allCases { changed.publish(services, name, at: host) }
        case .noServices(let host):
            for name in MatrixService.allCases { changed.publish([], name, at: host) }
        case .certificate(let host, let port, let name, let repair):
            let endpoints = evidence.endpoints(host, port)
            changed.present(name, at: endpoints)
            // Another virtual host answers then.
            if repair == .virtualHost {
                changed.federation.removeAll { entry in
                    endpoints.contains(entry.endpoint) && (entry.error != nil || entry.status != 200)
                }
            }
        case .port(let host, let port), .handshake(let host, let port):
            let endpoints = evidence.endpoints(host, port)
            changed.tls.removeAll { $0.error != nil && endpoints.contains($0.endpoint) }
            changed.federation.removeAll { $0.error != nil && endpoints.contains($0.endpoint) }
        case .hostHeader(let host, let port, let rejected, let accepted):
            changed.accept(rejected, like: accepted, at: evidence.endpoints(host, port))
        case .addresses(let host, let addresses):
            for type in [RecordType.a, .aaaa] {
                changed.publish(addresses.filter { $0.isIPv6 == (type == .aaaa) }, type, at: host)
            }
        case .noAddresses(let host, let addresses):
            changed.withdraw(Set(addresses), of: host)
        }
        return changed
    }
}

extension Evidence {
    /// The endpoints of a host or an address at a port.
    fileprivate func endpoints(_ host: String, _ port: Int) -> Set<TransportEndpoint> {
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        let addresses =
            IPAddress(bare).map { [$0] } ?? Name(host).map { EvidenceIndex(self).addresses(of: $0) } ?? []
        return Set(addresses.map { TransportEndpoint($0, port: port) })
    }

    /// Replaces the responses of a website. A website that does not answer, that peers do not trust, or whose host is
    /// known to have no address stays so.
    fileprivate mutating func respond(at url: String, _ status: Int, _ body: [UInt8]?) {
        var isKnown = false
        for index in https.indices where https[index].url == url && !https[index].isUnasked {
            isKnown = true
            guard https[index].hasConnection else { continue }
            let headers = body == nil ? [] : [Header("content-type", "application/json")]
            https[index] = HTTPSEntry(
                url: url, address: https[index].address,
                hops: [HTTPSEntry.Hop(url: url, status: status, headers: headers)], status: status, body: body,
                circumstances: https[index].circumstances)
            https[index].circumstances.phase = nil
            https[index].circumstances.detail = nil
        }
        guard !isKnown, !isWithoutAddress(URLParts(url)?.host) else { return }
        https.append(HTTPSEntry(url: url, status: status, body: body))
    }

    /// Changes the status of the responses that have a document.
    fileprivate mutating func accept(at url: String) {
        for index in https.indices where https[index].url == url && https[index].hasRefusedDocument {
            https[index].status = 200
            if let last = https[index].hops.indices.last { https[index].hops[last].status = 200 }
        }
    }

    /// Whether both queries for the addresses of a host were answered, and there are none.
    private func isWithoutAddress(_ host: String?) -> Bool {
        guard let name = host.flatMap({ Name($0) }) else { return false }
        let facts = EvidenceIndex(self).host(name)
        return facts.addresses.isEmpty
            && facts.answers.allSatisfy { answer in
                switch answer.state {
                case .noName, .noData: true
                case .records, .failed, .notCollected: false
                }
            }
    }

    /// Replaces the certificates of a website by one that is not known, as a new one is not.
    fileprivate mutating func trustWebsite(_ host: String) {
        let isWebsite = handshakesWithWebsite(host)
        tls.removeAll { isWebsite($0) && $0.error != nil }
        for index in tls.indices where isWebsite(tls[index]) { tls[index].certificates = [] }
    }

    /// Whether a handshake is one with a website. The target of SRV records may have port 443 and the same SNI at another address.
    fileprivate func handshakesWithWebsite(_ host: String) -> (TLSEntry) -> Bool {
        let host = host.trimmingFinalDot
        let known = endpoints(host, 443)
        return { entry in
            entry.port == 443 && entry.serverName.lowercased().trimmingFinalDot == host
                && (known.isEmpty || known.contains(entry.endpoint))
        }
    }

    /// Removes the failed requests for a document; one that was received anyway is kept.
    fileprivate mutating func forgetTLSFailures(at url: String) {
        https.removeAll { $0.url == url && $0.error == .tlsFailed && $0.body == nil }
        for index in https.indices where https[index].url == url && https[index].error == .tlsFailed {
            https[index].error = nil
            https[index].circumstances.phase = nil
            https[index].circumstances.detail = nil
        }
    }

    /// Replaces the certificates for a name by one that is not known, as a new one is not.
    fileprivate mutating func present(_ name: CertificateName, at endpoints: Set<TransportEndpoint>) {
        let matches: (TLSEntry) -> Bool = { entry in
            guard endpoints.contains(entry.endpoint) else { return false }
            guard case .dns(let host) = name else { return true }
            return entry.serverName.lowercased().trimmingFinalDot == host.lowercased().trimmingFinalDot
        }
        tls.removeAll { matches($0) && $0.error != nil }
        for index in tls.indices where matches(tls[index]) { tls[index].certificates = [] }
    }

    /// Replaces the responses to a Host header by those to another one.
    fileprivate mutating func accept(
        _ rejected: String, like accepted: String, at endpoints: Set<TransportEndpoint>
    ) {
        let matches: (FederationEntry, String) -> Bool = { entry, header in
            endpoints.contains(entry.endpoint) && entry.hostHeader.lowercased() == header.lowercased()
        }
        federation.removeAll { matches($0, rejected) }
        federation += federation.filter { matches($0, accepted) }.map { entry in
            var entry = entry
            entry.hostHeader = rejected
            return entry
        }
    }

    fileprivate mutating func publish(_ services: [AnswerRecord.Service], _ name: MatrixService, at host: String) {
        guard let base = Name(host), let owner = name.owner(at: base) else { return }
        let records = services.compactMap {
            try? AnswerRecord("\(owner) 3600 IN SRV \($0.priority) \($0.weight) \($0.port) \($0.target)")
        }
        replace(Question(owner, .srv), records)
    }

    fileprivate mutating func publish(_ addresses: [IPAddress], _ type: RecordType, at host: String) {
        guard let owner = Name(host) else { return }
        replace(
            Question(owner, type), addresses.compactMap { try? AnswerRecord("\(owner) 3600 IN \(type) \($0)") })
    }

    /// Removes address records of a host from all answers, also from those to queries for its aliases.
    fileprivate mutating func withdraw(_ addresses: Set<IPAddress>, of host: String) {
        guard let owner = Name(host) else { return }
        for index in dns.indices {
            dns[index].records.removeAll { $0.owner == owner && $0.address.map(addresses.contains) == true }
        }
    }

    private mutating func replace(_ question: Question, _ records: [AnswerRecord]) {
        dns.removeAll { $0.question == question }
        dns.append(DNSEntry(question, .noError, records: records))
    }
}

extension HTTPSEntry {
    /// Whether a TLS connection to the website was established, so that its responses can be changed there.
    fileprivate var hasConnection: Bool {
        switch error {
        case nil, .tooLarge, .redirectLoop, .tooManyRedirects: true
        case .dnsFailed, .connectionRefused, .timeout, .tlsFailed, .protocolError, .unreachable: !hops.isEmpty
        case .internalAddress: isRedirectRefused
        }
    }
}
