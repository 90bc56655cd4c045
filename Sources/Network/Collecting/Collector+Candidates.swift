import DNS
import Federation

extension Collector {
    /// Looks for the homeserver elsewhere if it does not answer where peers connect, so that remedies are verified and
    /// not guessed.
    ///
    /// Nothing depends on these answers but what is recommended, so they have little time, and one that is missing does
    /// not make the audit incomplete.
    func probeCandidates(
        _ serverName: ServerName, _ policy: InternalAddressPolicy, _ accumulator: EvidenceAccumulator
    ) async {
        guard let known = await untried(serverName, accumulator) else { return }
        await ask(known.hosts.flatMap { host in [.a, .aaaa].map { Question(host, $0) } }, accumulator)
        guard let connections = await untried(serverName, accumulator)?.connections(policy.admits) else { return }
        let probes = connections.filter { !limited([$0.address]).isEmpty }.map { connection in
            Probe(
                host: connection.host,
                address: connection.address,
                port: connection.port,
                sni: connection.serverName,
                hostHeader: connection.hostHeader,
                otherHostHeader: connection.otherHostHeader)
        }
        let results = await inOrder(probes) { probe in
            await withTimeLimit { await perform(probe, serverName, policy, accumulator) }
        }
        for result in results { await accumulator.add(result) }
    }

    private static let candidateLimit = Duration.seconds(8)

    private func untried(_ serverName: ServerName, _ accumulator: EvidenceAccumulator) async -> UntriedEndpoints? {
        let route = Discovery.route(to: serverName, await accumulator.index)
        return UntriedEndpoints(for: serverName, EvidenceIndex(await accumulator.evidence), route)
    }

    private func withTimeLimit(_ step: @escaping @Sendable () async -> ProbeResult?) async -> ProbeResult? {
        await withTaskGroup(of: ProbeResult?.self) { group in
            group.addTask { await step() }
            group.addTask {
                try? await Task.sleep(for: Self.candidateLimit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }
}
