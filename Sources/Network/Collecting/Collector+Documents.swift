import DNS
import Federation

extension Collector {
    /// The documents below `/.well-known/matrix/`: the one for servers from every address of the host, since peers may
    /// come to any of them, the others from the first that answers.
    func fetchDocuments(of host: String, _ name: Name, _ policy: InternalAddressPolicy, _ box: CollectionBox) async {
        let addresses = await addresses(of: name, box)
        guard !addresses.isEmpty else {
            let index = EvidenceIndex(await box.evidence)
            // Without any address, and with no question left open, there is no document.
            let answers = [RecordType.a, .aaaa].map { index.answer(Question(name, $0)) }
            guard answers.allSatisfy({ if case .notCollected = $0.state { false } else { true } }) else { return }
            await box.add(
                HTTPSEntry(
                    url: WellKnown.url(host, .server),
                    error: .dnsFailed,
                    circumstances: Circumstances(at: https.clock.now(), phase: .resolve)
                ))
            return
        }
        let exchanges = await inOrder(addresses) { address in
            await document(.server, of: host, at: address, [], policy, box)
        }
        for exchange in exchanges {
            await box.add(exchange.httpsEntry(policy))
            // Whether peers trust the document is for the certificates to say, those of all hops.
            for hop in exchange.hops {
                guard var tls = hop.tls?.entry(of: hop.url.host) else { continue }
                if hop.url == exchange.url { tls.address = exchange.askedAddress }
                tls.port = hop.url.port
                await box.add(tls)
            }
        }
        // Where nothing speaks HTTP, other documents cannot be had either, and would only take time.
        guard let working = exchanges.first(where: { $0.status != nil })?.askedAddress else { return }
        // A browser would send the origin of the client; CORS headers may depend on it.
        let origin = [Header("Origin", WellKnown.clientOrigin)]
        let others = await inOrder([WellKnown.client, .support]) { other in
            await document(other, of: host, at: working, origin, policy, box)
        }
        for exchange in others { await box.add(exchange.httpsEntry(policy)) }
    }

    /// Many publish the document at the host it names, where no peer looks for it. It is kept only if it is there.
    func lookForMisplacedDocument(
        _ serverName: ServerName, _ policy: InternalAddressPolicy, _ box: CollectionBox
    ) async {
        guard serverName.port == nil, case .name(let host) = serverName.host, let name = Name(host) else { return }
        let evidence = await box.evidence
        guard !evidence.https.contains(where: { $0.url == WellKnown.url(host, .server) && $0.status == 200 }) else {
            return
        }
        let index = EvidenceIndex(evidence)
        let targets = MatrixService.allCases.compactMap { service in
            service.owner(at: name).flatMap { index.answer(Question($0, .srv)).records.first?.service?.target }
        }
        guard let other = targets.first ?? Name("matrix.\(name)"), other != name, other != .root else { return }
        await ask([.a, .aaaa].map { Question(other, $0) }, box)
        guard let address = await addresses(of: other, box).first(where: policy.admits),
            let exchange = await document(
                .server, of: other.description.trimmingFinalDot, at: address, [], policy, box),
            exchange.failure == nil, exchange.status == 200
        else { return }
        await box.add(exchange.httpsEntry(policy))
    }

    private func document(
        _ document: WellKnown, of host: String, at address: IPAddress, _ headers: [Header],
        _ policy: InternalAddressPolicy, _ box: CollectionBox
    ) async -> HTTPSExchange? {
        guard let url = try? HTTPURL(WellKnown.url(host, document)) else { return nil }
        // Synapse follows twenty, and http as well; whoever follows fewer is judged by the number of hops.
        let redirects = RedirectPolicy(limit: 20, followsPlainHTTP: true)
        let request = HTTPSRequest(
            url, address: address, headers: headers, redirects: redirects, internalAddresses: policy)
        return await get(request, box)
    }

    /// The addresses of a name that is to be connected to, IPv4 first.
    func addresses(of name: Name, _ box: CollectionBox) async -> [IPAddress] {
        wanted(EvidenceIndex(await box.evidence).addresses(of: name))
    }

    /// Those of the families that are asked for, the first of each.
    func wanted(_ addresses: [IPAddress]) -> [IPAddress] {
        let ipv4 = options.families == .ipv6 ? [] : addresses.filter { !$0.isIPv6 }
        let ipv6 = options.families == .ipv4 ? [] : addresses.filter(\.isIPv6)
        return [ipv4, ipv6].flatMap { $0.prefix(options.maximumAddresses) }
    }

    /// Runs a step for every item at once and keeps their order; what gave nothing is left out.
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
