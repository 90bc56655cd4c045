import DNS
import Federation

extension Collector {
    /// Fetches the documents below `/.well-known/matrix/`: the one for servers from every address of the host, because peers
    /// may use any of them, the one for clients from every address that answers, and the others from the first of these.
    func fetchDocuments(
        of host: String, _ name: Name, _ policy: InternalAddressPolicy, _ accumulator: EvidenceAccumulator
    ) async {
        let addresses = await addresses(of: name, accumulator)
        guard !addresses.isEmpty else {
            let index = EvidenceIndex(await accumulator.evidence)
            // Without an address, although all questions were answered, there is no document.
            let answers = [RecordType.a, .aaaa].map { index.answer(Question(name, $0)) }
            guard answers.allSatisfy({ if case .notCollected = $0.state { false } else { true } }) else { return }
            await accumulator.add(
                HTTPSEntry(
                    url: WellKnown.url(host, .server),
                    error: .dnsFailed,
                    circumstances: Circumstances(at: https.clock.now(), phase: .resolve)
                ))
            return
        }
        let exchanges = await inOrder(addresses) { address in
            await document(.server, of: host, at: address, [], policy, accumulator)
        }
        for exchange in exchanges {
            await accumulator.add(exchange.httpsEntry(policy))
            // Whether peers trust the document depends on the certificates of all hops.
            for hop in exchange.hops {
                guard let tls = hop.tls?.entry(of: hop.url.host) else { continue }
                await accumulator.add(tls.of(hop, of: exchange))
            }
        }
        // Without an HTTP response there are no other documents either, and requesting them would only take time.
        let working = exchanges.filter { $0.status != nil }.map(\.requestedAddress)
        guard let first = working.first else { return }
        // Send the origin of a client as a browser would, because CORS headers may depend on it.
        let origin = [Header("Origin", WellKnown.clientOrigin)]
        let requests = working.map { (WellKnown.client, $0) } + [(.support, first), (.policyServer, first)]
        let others = await inOrder(requests) { other, address in
            await document(other, of: host, at: address, origin, policy, accumulator)
        }
        for exchange in others { await accumulator.add(exchange.httpsEntry(policy)) }
    }

    /// Fetches the document from the host that it may name, where no peer looks for it but many admins publish it. It is
    /// recorded only if it exists. Without SRV records, those of that host are asked for, which may be meant for the
    /// server name.
    func fetchMisplacedDocument(
        _ serverName: ServerName, _ policy: InternalAddressPolicy, _ accumulator: EvidenceAccumulator
    ) async {
        guard serverName.port == nil, case .name(let host) = serverName.host, let name = Name(host) else { return }
        let evidence = await accumulator.evidence
        guard !evidence.https.contains(where: { $0.url == WellKnown.url(host, .server) && $0.status == 200 }) else {
            return
        }
        let index = EvidenceIndex(evidence)
        let targets = MatrixService.allCases.compactMap { service in
            service.owner(at: name).flatMap { index.answer(Question($0, .srv)).records.first?.service?.target }
        }
        // A target that is an address has no addresses to look up.
        let target = targets.first { IPAddress($0.description.trimmingFinalDot) == nil }
        guard let other = target ?? Name("matrix.\(name)"), other != name, other != .root else { return }
        var questions = [RecordType.a, .aaaa].map { Question(other, $0) }
        if targets.isEmpty {
            questions += MatrixService.allCases.compactMap { $0.owner(at: other) }.map { Question($0, .srv) }
        }
        await ask(questions, accumulator)
        guard let address = await addresses(of: other, accumulator).first(where: policy.admits),
            let exchange = await document(
                .server, of: other.description.trimmingFinalDot, at: address, [], policy, accumulator),
            exchange.failure == nil, exchange.status == 200
        else { return }
        await accumulator.add(exchange.httpsEntry(policy))
    }

    private func document(
        _ document: WellKnown, of host: String, at address: IPAddress, _ headers: [Header],
        _ policy: InternalAddressPolicy, _ accumulator: EvidenceAccumulator
    ) async -> HTTPSExchange? {
        guard let url = try? HTTPURL(WellKnown.url(host, document)) else { return nil }
        // Synapse follows twenty redirects, also to http. For others, the rules count the hops.
        let redirects = RedirectPolicy(limit: 20, followsPlainHTTP: true)
        var request = HTTPSRequest(
            url, address: address, headers: headers, redirects: redirects, internalAddresses: policy)
        // The evidence has the handshakes for the document for servers.
        request.needsHandshake = document == .server
        return await get(request, accumulator)
    }

    /// The addresses of a name that are connected to, IPv4 first.
    func addresses(of name: Name, _ accumulator: EvidenceAccumulator) async -> [IPAddress] {
        limited(EvidenceIndex(await accumulator.evidence).addresses(of: name))
    }

    /// Returns the first addresses of each requested family.
    func limited(_ addresses: [IPAddress]) -> [IPAddress] {
        let ipv4 = options.families == .ipv6 ? [] : addresses.filter { !$0.isIPv6 }
        let ipv6 = options.families == .ipv4 ? [] : addresses.filter(\.isIPv6)
        return [ipv4, ipv6].flatMap { $0.prefix(options.maximumAddresses) }
    }

    /// Runs a step for all items concurrently and returns the results in the order of the items, without `nil`.
    func inOrder<Item: Sendable, Result: Sendable>(
        _ items: [Item],
        _ step: @escaping @Sendable (Item) async -> Result?
    ) async -> [Result] {
        await withTaskGroup(of: (Int, Result?).self) { group in
            for (number, item) in items.enumerated() {
                group.addTask { (number, await step(item)) }
            }
            var results: [(Int, Result?)] = []
            for await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.compactMap(\.1)
        }
    }
}
