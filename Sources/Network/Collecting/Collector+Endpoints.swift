import DNS
import Federation

extension Collector {
    /// A probe of an endpoint. Implementations with different names in SNI have different probes.
    struct Probe: Hashable, Sendable {
        var host: String
        var address: IPAddress
        var port: UInt16
        var sni: String?
        /// The Host header of the first implementation that connects in this way.
        var hostHeader: String
        /// Another Host header that is tried afterwards.
        var otherHostHeader: String?
    }

    /// Probes TLS and the federation API at every address of every destination.
    func probeEndpoints(_ serverName: ServerName, _ policy: InternalAddressPolicy, _ accumulator: EvidenceAccumulator)
        async
    {
        let all = probes(serverName, await accumulator.index)
        let probes = Array(all.prefix(options.maximumProbes))
        if probes.count < all.count {
            await accumulator.recordUnasked(
                "\(all.count - probes.count) of \(all.count) endpoints that homeservers connect to: srvlint probes at most "
                    + "\(options.maximumProbes) for one server name")
        }
        let results = await inOrder(probes) { probe in await perform(probe, serverName, policy, accumulator) }
        for result in results { await accumulator.add(result) }
    }

    /// The endpoints that homeservers connect to, beginning with those of the specification. Endpoints of testers are not
    /// probed. The first addresses of all destinations of an implementation come before the second ones, so that the limit
    /// does not omit a destination because others have many addresses.
    private func probes(_ serverName: ServerName, _ index: EvidenceIndex) -> [Probe] {
        var probes: [Probe] = []
        var seen: Set<String> = []
        for implementation in Implementation.all where implementation.kind != .tester {
            let destinations = Discovery.route(to: serverName, index, as: implementation).destinations.map {
                destination in
                (destination, addresses: limited(destination.addresses))
            }
            for number in 0..<(destinations.map(\.addresses.count).max() ?? 0) {
                for (destination, addresses) in destinations where number < addresses.count {
                    guard let port = UInt16(exactly: destination.port), port != 0 else { continue }
                    let address = addresses[number]
                    guard seen.insert("\(address) \(port) \(destination.sni ?? "")").inserted else { continue }
                    probes.append(
                        Probe(
                            host: destination.host.trimmingFinalDot,
                            address: address,
                            port: port,
                            sni: destination.sni,
                            hostHeader: destination.hostHeader,
                            otherHostHeader: otherHeader(than: destination)
                        ))
                }
            }
        }
        return probes
    }

    /// Returns the Host header with the port if it has none, and without it otherwise. Clients differ in this.
    private func otherHeader(than destination: Destination) -> String? {
        let header = destination.hostHeader
        let port = ":\(destination.port)"
        return header.hasSuffix(port) ? String(header.dropLast(port.count)) : header + port
    }

    /// The answers of an endpoint.
    struct ProbeResult: Sendable {
        var tls: TLSEntry?
        var federation: [FederationEntry] = []
    }

    func perform(
        _ probe: Probe, _ serverName: ServerName, _ policy: InternalAddressPolicy, _ accumulator: EvidenceAccumulator
    ) async -> ProbeResult? {
        var result = ProbeResult()
        guard let version = await get(.version, probe, probe.hostHeader, policy, accumulator, needsHandshake: true)
        else { return nil }
        result.tls =
            version.hops.first?.tls?.entry(of: serverName.text)
            ?? version.failure.map { failure in
                TLSEntry(
                    address: probe.address, port: probe.port, serverName: probe.sni ?? serverName.text,
                    speaks: failure.peer, error: failure.word,
                    circumstances: Circumstances(
                        at: version.at, milliseconds: version.milliseconds, phase: failure.phase,
                        detail: failure.detail)
                )
            }
        if case .oldTLS? = version.failure?.cause { result.tls?.oldVersions = await oldVersions(version, probe.sni) }
        // `--connect-to` may redirect the connection. Record the endpoint that the server name leads to.
        result.tls?.address = probe.address
        result.tls?.port = probe.port
        // Without a connection there is no response of an endpoint.
        switch version.failure?.phase {
        case .resolve, .connect, .tls: if version.status == nil { return result }
        case .request, .headers, .body, nil: break
        }
        result.federation.append(entry(version, probe, policy))
        // Make both requests concurrently, so that an endpoint that never answers causes only one timeout.
        async let keys = get(.keys, probe, probe.hostHeader, policy, accumulator)
        async let repeated = requestWithOtherHost(probe, policy, accumulator)
        let answers = await (keys: keys, repeated: repeated)
        for exchange in [answers.keys, answers.repeated] {
            if let exchange { result.federation.append(entry(exchange, probe, policy)) }
        }
        for exchange in await requestEncodedPaths(version, answers.keys, probe, policy, accumulator) {
            result.federation.append(entry(exchange, probe, policy))
        }
        return result
    }

    /// Requests a path that a proxy may change, if its answer is known because Synapse runs there and returns its keys.
    private func requestEncodedPaths(
        _ version: HTTPSExchange, _ keys: HTTPSExchange?, _ probe: Probe, _ policy: InternalAddressPolicy,
        _ accumulator: EvidenceAccumulator
    ) async -> [HTTPSExchange] {
        guard version.status == 200, keys?.status == 200,
            keys.flatMap({ try? JSONReader.read($0.body) })?["verify_keys"] != nil,
            (try? JSONReader.read(version.body))?["server"]?["name"]?.string == "Synapse",
            let encoded = await get(.encodedSlash, probe, probe.hostHeader, policy, accumulator)
        else { return [] }
        guard let status = encoded.status, status != 200 else { return [encoded] }
        let plain = await get(.plainKeyID, probe, probe.hostHeader, policy, accumulator)
        return [encoded, plain].compactMap(\.self)
    }

    /// Requests the version again with the other Host header.
    private func requestWithOtherHost(
        _ probe: Probe, _ policy: InternalAddressPolicy, _ accumulator: EvidenceAccumulator
    ) async -> HTTPSExchange? {
        guard let header = probe.otherHostHeader else { return nil }
        return await get(.version, probe, header, policy, accumulator)
    }

    /// The old versions of TLS that a server accepts which supports none of those that peers use.
    private func oldVersions(_ exchange: HTTPSExchange, _ sni: String?) async -> [String] {
        let answers = try? await https.probeVersions(
            address: exchange.address, port: exchange.port, serverName: sni, versions: [.tls10, .tls11])
        return (answers ?? []).filter { $0.verdict == .accepted }.map(\.version.rawValue)
    }

    private func entry(
        _ exchange: HTTPSExchange, _ probe: Probe, _ policy: InternalAddressPolicy
    ) -> FederationEntry {
        var entry = exchange.federationEntry(policy)
        entry.address = probe.address
        entry.port = probe.port
        return entry
    }

    /// Key documents of servers with many old keys have a size of a few kilobytes.
    private static let bodyLimit = 64 << 10

    private func get(
        _ path: FederationPath, _ probe: Probe, _ hostHeader: String, _ policy: InternalAddressPolicy,
        _ accumulator: EvidenceAccumulator, needsHandshake: Bool = false
    ) async -> HTTPSExchange? {
        let host = probe.sni ?? probe.host
        guard let url = try? HTTPURL(host: host, port: probe.port, path: path.rawValue) else { return nil }
        var request = HTTPSRequest(
            url, address: probe.address, port: probe.port, destinationHost: probe.host, hostHeader: hostHeader,
            serverName: probe.sni ?? "", redirects: .none, internalAddresses: policy,
            bodyLimit: Self.bodyLimit)
        request.needsHandshake = needsHandshake
        return await get(request, accumulator)
    }
}
