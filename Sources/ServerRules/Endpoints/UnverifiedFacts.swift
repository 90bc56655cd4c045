import DNS
import Federation

extension ServerContext {
    /// What the evidence does not show about the routes, as independent clauses.
    ///
    /// - Parameter changed: The changes that are not made yet.
    public func unverifiedFacts(after changed: [RemedyChange]) -> [String] {
        var sentences: [String] = []
        if let document = unverifiedDocument(changed) { sentences.append(document) }
        sentences += changed.compactMap(\.unknownIssuer).map {
            "it is not known whether \($0) is an intermediate certificate of a CA that peers trust"
        }
        if let route = likelyRoutes?.specification, route.outcome == .unknown { sentences.append(route.reason) }
        sentences += unverifiedDestinations(after: changed)
        var seen: Set<String> = []
        return sentences.filter { seen.insert($0).inserted }
    }

    /// What the evidence does not show about the endpoints that peers connect to, as independent clauses.
    public func unverifiedDestinations(after changed: [RemedyChange]) -> [String] {
        var sentences: [String] = []
        let repaired = changed.compactMap(\.openedEndpoint)
        for destination in (likelyRoutes?.specification.destinations ?? []).prefix(DiscoveryLimits.services) {
            if let endpoint = repaired.first(where: { $0 == destination.endpoint }) {
                sentences.append("the certificate at \(endpoint) is not known")
            } else {
                sentences += unverified(destination, after: changed)
            }
        }
        return sentences
    }

    private func unverifiedDocument(_ changed: [RemedyChange]) -> String? {
        guard let host = delegatingHost else { return nil }
        // The website answered, though not with what is behind the obstacle.
        if changed.contains(where: { if case .path(host, _) = $0 { true } else { false } }) { return nil }
        let publishes = changed.contains { if case .document = $0 { true } else { false } }
        let url = WellKnown.url(host, .server)
        // It has to answer first.
        if publishes, changed.contains(where: { if case .website(host, _) = $0 { true } else { false } }) {
            return "the certificate of the website `https://\(host)` is not known"
        }
        let isTLSRepaired = changed.contains { change in
            switch change {
            case .websiteCertificate, .websiteHandshake: true
            default: false
            }
        }
        if routes?.specification.delegation == .notCollected { return "the document at `\(url)` was not collected" }
        let isTried = (input.evidence?.https ?? []).contains { $0.url == url && $0.address != nil || !$0.hops.isEmpty }
        guard !isTried, publishes else { return nil }
        if isTLSRepaired { return "it is not known whether a document is published at `\(url)` already" }
        return "the website `https://\(host)` was not tried"
    }

    private func unverified(_ destination: Destination, after changed: [RemedyChange]) -> [String] {
        let host = destination.host.trimmingFinalDot
        switch destination.reachability {
        case .notCollected: return ["the addresses of `\(host)` were not collected"]
        case .unverified(let reason): return [reason]
        case .unreachable: return []
        case .addresses: break
        }
        guard let port = UInt16(exactly: destination.port) else { return [] }
        var sentences: [String] = []
        var isConnected = false
        let isTried: (IPAddress) -> Bool = { address in
            !self.evidence.handshakes(address, port).isEmpty || !self.evidence.requests(address, port).isEmpty
        }
        let isPartial = destination.addresses.contains(where: isTried)
        for address in destination.addresses {
            let handshakes = evidence.handshakes(address, port)
            if !isTried(address) {
                let isRepaired = changed.contains { $0.repairs(address, destination.port) }
                let later = isRepaired ? " after this change" : ""
                let place = isPartial ? "\(address) port \(port) (`\(host)`)" : "`\(host)` port \(port)"
                sentences.append("\(place) was not tried\(isPartial ? later : "")")
            } else if !handshakes.isEmpty, !handshakes.contains(where: { $0.isHandshake(with: destination) }) {
                if handshakes.allSatisfy({ $0.error == nil }) {
                    sentences.append(
                        "the certificate at `\(host)` port \(port) for `\(destination.certificateName.value)` was not "
                            + "collected")
                }
            } else {
                isConnected = true
            }
        }
        guard isConnected else { return sentences }
        if changed.contains(where: { $0.isVirtualHost(at: destination) }) {
            sentences.append("it is not known whether the homeserver then answers at `\(host)` port \(port)")
            return sentences
        }
        let requests = destination.addresses.flatMap { evidence.requests($0, port) }
        if requests.isEmpty {
            sentences.append("no request was sent to `\(host)` port \(port)")
        } else if !requests.contains(where: { $0.isFor(destination.hostHeader) }) {
            sentences.append(
                "no request with the Host header `\(destination.hostHeader)` was sent to `\(host)` port \(port)")
        }
        return sentences
    }
}

extension RemedyChange {
    /// Whether the change repairs the connection to one address of a host.
    fileprivate func repairs(_ address: IPAddress, _ port: Int) -> Bool {
        switch self {
        case .port(let host, let repaired), .handshake(let host, let repaired):
            host == address.description && repaired == port
        default: false
        }
    }

    /// Whether another virtual host answers at a destination until then, so that its responses say nothing.
    fileprivate func isVirtualHost(at destination: Destination) -> Bool {
        guard case .certificate(let host, destination.port, _, .virtualHost) = self else { return false }
        return host.lowercased() == destination.host.routeName
            || destination.addresses.contains { $0.description == host }
    }

    /// The issuer that may be an intermediate certificate, quoted.
    fileprivate var unknownIssuer: String? {
        switch self {
        case .certificate(_, _, _, .addIssuer(let issuer)), .websiteCertificate(_, _, .addIssuer(let issuer)): issuer
        default: nil
        }
    }
}
