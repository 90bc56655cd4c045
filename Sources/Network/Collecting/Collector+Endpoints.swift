import DNS
import Federation

extension Collector {
    /// A way to reach a server: what differs between implementations is visited apart.
    private struct Visit: Hashable, Sendable {
        var host: String
        var address: IPAddress
        var port: UInt16
        var sni: String?
        /// Of the first that comes this way; the others of its Host headers are tried after it.
        var hostHeader: String
        var otherHostHeader: String?
    }

    /// TLS and the federation endpoints of every address of every destination.
    func probeEndpoints(_ serverName: ServerName, _ policy: InternalAddressPolicy, _ box: EvidenceAccumulator) async {
        let all = visits(serverName, await box.index)
        let visits = Array(all.prefix(options.maximumProbes))
        if visits.count < all.count {
            await box.leave(
                "\(all.count - visits.count) of \(all.count) connections that homeservers make: "
                    + "srvlint makes the first \(options.maximumProbes) of one server name")
        }
        let results = await inOrder(visits) { visit in await call(visit, serverName, policy, box) }
        for result in results {
            if let tls = result.tls { await box.add(tls) }
            for entry in result.federation { await box.add(entry) }
        }
    }

    /// Where homeservers connect, the specification first; testers have no ways of their own. Of each implementation's
    /// destinations the first address comes before the second of any, for the limit is to leave out no destination that
    /// others have many addresses.
    private func visits(_ serverName: ServerName, _ index: EvidenceIndex) -> [Visit] {
        var visits: [Visit] = []
        var seen: Set<String> = []
        for implementation in Implementation.all where implementation.kind != .tester {
            let ways = Discovery.route(to: serverName, index, as: implementation).destinations.map { destination in
                (destination, addresses: wanted(destination.addresses))
            }
            for number in 0..<(ways.map(\.addresses.count).max() ?? 0) {
                for (destination, addresses) in ways where number < addresses.count {
                    guard let port = UInt16(exactly: destination.port), port != 0 else { continue }
                    let address = addresses[number]
                    guard seen.insert("\(address) \(port) \(destination.sni ?? "")").inserted else { continue }
                    visits.append(
                        Visit(
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
        return visits
    }

    /// With the port where it is without, and without it where it is with: clients differ in this.
    private func otherHeader(than destination: Destination) -> String? {
        let header = destination.hostHeader
        let port = ":\(destination.port)"
        return header.hasSuffix(port) ? String(header.dropLast(port.count)) : header + port
    }

    private struct Result: Sendable {
        var tls: TLSEntry?
        var federation: [FederationEntry] = []
    }

    private func call(
        _ visit: Visit, _ serverName: ServerName, _ policy: InternalAddressPolicy, _ box: EvidenceAccumulator
    ) async -> Result? {
        var result = Result()
        guard let version = await get(.version, visit, visit.hostHeader, policy, box) else { return nil }
        result.tls =
            version.hops.first?.tls?.entry(of: serverName.text)
            ?? version.failure.map { failure in
                TLSEntry(
                    address: visit.address, port: visit.port, serverName: visit.sni ?? serverName.text,
                    speaks: failure.peer, error: failure.word,
                    circumstances: Circumstances(
                        at: version.at, milliseconds: version.milliseconds, phase: failure.phase,
                        detail: failure.detail)
                )
            }
        if case .oldTLS? = version.failure?.cause { result.tls?.oldVersions = await oldVersions(version, visit.sni) }
        // With `--connect-to` it was made elsewhere; it stands for the place that the server name leads to.
        result.tls?.address = visit.address
        result.tls?.port = visit.port
        // Without a connection there is no endpoint to speak of.
        guard version.status != nil || version.failure?.phase == .headers || version.failure?.phase == .body else {
            return result
        }
        result.federation.append(entry(version, visit, policy))
        // Both at once: an endpoint that never answers is waited for once.
        async let keys = get(.keys, visit, visit.hostHeader, policy, box)
        async let again = other(visit, policy, box)
        for exchange in await [keys, again] {
            if let exchange { result.federation.append(entry(exchange, visit, policy)) }
        }
        return result
    }

    /// The version again, with the other Host header.
    private func other(
        _ visit: Visit, _ policy: InternalAddressPolicy, _ box: EvidenceAccumulator
    ) async -> HTTPSExchange? {
        guard let header = visit.otherHostHeader else { return nil }
        return await get(.version, visit, header, policy, box)
    }

    /// The versions of TLS that are accepted where none is that peers speak.
    private func oldVersions(_ exchange: HTTPSExchange, _ sni: String?) async -> [String] {
        let answers = try? await https.probeVersions(
            address: exchange.address, port: exchange.port, serverName: sni, versions: [.tls10, .tls11])
        return (answers ?? []).filter { $0.verdict == .accepted }.map(\.version.rawValue)
    }

    private func entry(
        _ exchange: HTTPSExchange, _ visit: Visit, _ policy: InternalAddressPolicy
    ) -> FederationEntry {
        var entry = exchange.federationEntry(policy)
        entry.address = visit.address
        entry.port = visit.port
        return entry
    }

    /// Key documents of servers with many old keys have a few kilobytes.
    private static let bodyLimit = 64 << 10

    private enum Endpoint: String {
        case version = "/_matrix/federation/v1/version"
        case keys = "/_matrix/key/v2/server"
    }

    private func get(
        _ endpoint: Endpoint, _ visit: Visit, _ hostHeader: String, _ policy: InternalAddressPolicy,
        _ box: EvidenceAccumulator
    ) async -> HTTPSExchange? {
        let host = visit.sni ?? visit.host
        guard let url = try? HTTPURL(host: host, port: visit.port, path: endpoint.rawValue) else { return nil }
        let request = HTTPSRequest(
            url, address: visit.address, port: visit.port, destinationHost: visit.host, hostHeader: hostHeader,
            serverName: visit.sni ?? "", redirects: .none, internalAddresses: policy,
            bodyLimit: Self.bodyLimit)
        return await get(request, box)
    }
}
