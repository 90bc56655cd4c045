import Certificates
import DNS
import Federation
import TLSIdentity

extension ServerContext {
    /// The repairs at the endpoints that the specification, Synapse or Dendrite connect to.
    public var endpointRepairs: [RemedyChange] {
        var repairs: [RemedyChange] = []
        func add(_ repair: RemedyChange) {
            if !repairs.contains(repair) { repairs.append(repair) }
        }
        addressRemovals.forEach(add)
        let probes = probes.filter(\.endpoint.isMain)
        // Nothing at an address that peers cannot reach needs a repair.
        for probe in probes where !isFailing(becauseOfAddressAt: probe) && otherHomeserver(at: probe) == nil {
            // Where another address works, the host alone does not say what to repair.
            let isPartial = probes.contains { $0.endpoint.key == probe.endpoint.key && isWorking($0) }
            let host = isPartial ? probe.address.description : probe.endpoint.host
            let port = Int(probe.endpoint.port)
            switch probe.connection {
            case .failed where isMisplacedPort(probe.endpoint): break
            case .failed(.refused), .failed(.timeout): add(.port(host: host, port: port))
            case .failed(.wrongServer) where !probe.lacksTLS: break
            case .failed: add(.handshake(host: host, port: port))
            case .established:
                if let removal = removalOfOtherServer(probe) {
                    add(removal)
                    continue
                }
                // A virtual host that is added accepts its own name.
                if let outcome = HostHeaderOutcome(probe), !outcome.isNonstandard(probe), !isOtherVirtualHost(probe) {
                    let isEverywhere = probes.allSatisfy {
                        $0.endpoint.key != probe.endpoint.key || HostHeaderOutcome($0) == outcome
                    }
                    add(
                        .hostHeader(
                            host: isEverywhere ? probe.endpoint.host : host, port: port, rejected: outcome.rejected,
                            accepted: outcome.accepted))
                }
                guard case .failed = certificateState(probe),
                    let name = probe.endpoint.identities.first?.certificateName
                else { continue }
                add(
                    .certificate(
                        host: host, port: port, name: name,
                        isOtherVirtualHost(probe)
                            ? .virtualHost : repair(probe.tls?.chain, name, probe.address, port)))
            case .notCollected, .noRoute, .notContacted: break
            }
        }
        // A chain that was given in a file, or that only some addresses present.
        for presented in presented {
            for required in presented.requiredNames {
                let isRefused =
                    DocumentTrust.refusal(of: presented.chain, as: required.name, presented.trust, time) != nil
                guard isRefused || presented.missingIssuerAddresses != nil || !presented.path.usageIssues().isEmpty
                else { continue }
                let first = required.destinations[0]
                if otherHomeserver(presenting: presented, at: first) != nil { continue }
                var address: IPAddress?
                if case .handshakes(let entries) = presented.origin { address = entries.first?.address }
                let isRepaired = repairs.contains { repair in
                    switch repair {
                    case .certificate(let host, first.port, required.name, _):
                        host == address?.description || host.routeName == first.host.routeName
                    case .noAddresses(_, let addresses): address.map(addresses.contains) == true
                    default: false
                    }
                }
                guard !isRepaired else { continue }
                add(
                    .certificate(
                        host: first.host.trimmingFinalDot, port: first.port, name: required.name,
                        repair(presented.chain, required.name, address, first.port)))
            }
        }
        return repairs
    }

    /// What a chain that peers refuse for a name needs.
    private func repair(
        _ chain: CertificateChain?, _ name: CertificateName, _ address: IPAddress?, _ port: Int
    ) -> CertificateRepair {
        guard let chain else { return .obtain }
        if let repair = repair(of: chain, as: name, at: address, UInt16(clamping: port)) { return repair }
        let presented = PresentedChain(
            chain: chain, origin: .handshakes([]), destinations: [], trust: input.trust[chain], at: time)
        return presented.missingIssuerAddresses == nil ? .obtain : .completeChain
    }
}
