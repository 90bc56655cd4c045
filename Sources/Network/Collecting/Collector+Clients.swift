import DNS
import Federation

extension Collector {
    /// A request that clients make, and the handshakes of its hops.
    struct ClientExchange: Sendable {
        var entry: HTTPSEntry
        var handshakes: [TLSEntry] = []
    }

    /// Requests what the client well-known document leads to. Clients use no SRV records, and homeservers use nothing of
    /// this, so it does not affect the other steps.
    func askForClients(
        _ serverName: ServerName, _ policy: InternalAddressPolicy, _ accumulator: EvidenceAccumulator
    ) async -> [ClientExchange] {
        guard case .name(let host) = serverName.host else { return [] }
        let url = WellKnown.url(host, .client)
        var exchanges: [ClientExchange] = []
        // Documents for servers are only requested for names without a port, but clients ignore the port.
        if serverName.port != nil { exchanges += await exchange(url, policy, accumulator) }
        let fetched = await accumulator.index.documents(at: url).first ?? exchanges.first?.entry
        guard let fetched, fetched.error == nil, fetched.status == 200, let body = fetched.body,
            let document = ClientDocument(body)
        else {
            return exchanges + (fetched?.status == 404 ? await misplaced(serverName, policy, accumulator) : [])
        }
        // The alternatives of a request: the next one is made if the answer to one is that it does not exist.
        let requests =
            [document.versionsURL, document.identityURL].compactMap { $0.map { [$0] } } + [document.authenticationURLs]
            + document.callServices.prefix(ClientDocument.callServiceLimit).map(ClientDocument.callURLs)
        let answers = await inOrder(requests) { urls in
            var answers: [ClientExchange] = []
            for url in urls {
                answers += await exchange(url, policy, accumulator)
                guard answers.last?.entry.status == 404 else { break }
            }
            return answers
        }
        return exchanges + answers.joined()
    }

    /// Requests the document from the host that peers connect to, where no client looks for it but Synapse publishes it.
    private func misplaced(
        _ serverName: ServerName, _ policy: InternalAddressPolicy, _ accumulator: EvidenceAccumulator
    ) async -> [ClientExchange] {
        let index = await accumulator.index
        guard let first = Discovery.route(to: serverName, index).destinations.first else { return [] }
        let host = first.host.trimmingFinalDot.lowercased()
        guard host != serverName.hostText.lowercased(), Name(host) != nil, !first.addresses.isEmpty else { return [] }
        return await exchange(WellKnown.url(host, .client), policy, accumulator).filter { $0.entry.status == 200 }
    }

    /// Adds what clients were answered. A handshake that homeservers make, too, is already there.
    func add(_ exchanges: [ClientExchange], to accumulator: EvidenceAccumulator) async {
        for exchange in exchanges {
            await accumulator.add(exchange.entry)
            for handshake in exchange.handshakes { await accumulator.addUnlessKnown(handshake) }
        }
    }

    /// Makes a request as a client in a browser does: to the first address of the host that accepts a connection.
    private func exchange(
        _ text: String, _ policy: InternalAddressPolicy, _ accumulator: EvidenceAccumulator
    ) async -> [ClientExchange] {
        guard let url = try? HTTPURL(text) else { return [] }
        let addresses: [IPAddress]
        do throws(AddressLookupError) {
            addresses = try await clientAddresses(of: url.host, accumulator)
        } catch {
            // Without an answer, nothing is known about the host.
            await accumulator.recordUnasked("`\(text)`: \(error.detail)")
            return []
        }
        let admitted = addresses.filter(policy.admits)
        guard let address = admitted.first ?? addresses.first else {
            let missing = Circumstances(at: https.clock.now(), phase: .resolve, detail: "the host has no address")
            return [ClientExchange(entry: HTTPSEntry(url: text, error: .dnsFailed, circumstances: missing))]
        }
        var request = HTTPSRequest(
            url, address: address, headers: [Header("Origin", WellKnown.clientOrigin)], internalAddresses: policy)
        request.otherAddresses = Array(admitted.dropFirst())
        guard let exchange = await get(request, accumulator) else { return [] }
        var entry = exchange.httpsEntry(policy)
        entry.url = text
        let handshakes = exchange.hops.compactMap { hop in
            hop.tls?.entry(of: hop.url.host).of(hop, of: exchange)
        }
        return [ClientExchange(entry: entry, handshakes: handshakes)]
    }

    /// The addresses of a host, from the answers so far if they have them. The queries are not kept as evidence, because
    /// homeservers do not make them.
    private func clientAddresses(of host: String, _ accumulator: EvidenceAccumulator) async throws(AddressLookupError)
        -> [IPAddress]
    {
        if let address = IPAddress(host) { return [address] }
        if let name = Name(host) {
            let known = EvidenceIndex(await accumulator.evidence).addresses(of: name)
            if !known.isEmpty { return limited(known) }
        }
        do {
            return limited(try await https.resolver.addresses(of: host))
        } catch let error as AddressLookupError {
            throw error
        } catch {
            throw AddressLookupError("the query for its address was not completed")
        }
    }
}

extension TLSEntry {
    /// The handshake of a hop, with the endpoint that the URL leads to, which `--connect-to` may have replaced.
    func of(_ hop: HTTPSHop, of exchange: HTTPSExchange) -> TLSEntry {
        var entry = self
        if hop.url == exchange.url { entry.address = exchange.requestedAddress }
        entry.port = hop.url.port
        return entry
    }
}
