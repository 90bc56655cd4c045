import Certificates
import Federation
import TLSIdentity

extension ServerContext {
    /// The repairs at the endpoints that the specification, Synapse or Dendrite connect to.
    public var endpointRepairs: [RemedyChange] {
        var repairs: [RemedyChange] = []
        func add(_ repair: RemedyChange) {
            if !repairs.contains(repair) { repairs.append(repair) }
        }
        for probe in probes where probe.endpoint.isMain {
            let (host, port) = (probe.endpoint.host, Int(probe.endpoint.port))
            switch probe.connection {
            case .failed(.refused), .failed(.timeout): add(.port(host: host, port: port))
            case .failed: add(.handshake(host: host, port: port))
            case .established:
                guard case .failed = certificateState(probe),
                    let name = probe.endpoint.identities.first?.certificateName
                else { continue }
                add(.certificate(host: host, port: port, name: name, repair(probe.tls?.chain, name)))
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
                add(
                    .certificate(
                        host: first.host.trimmingFinalDot, port: first.port, name: required.name,
                        repair(presented.chain, required.name)))
            }
        }
        return repairs
    }

    /// What a chain that peers refuse for a name needs.
    private func repair(_ chain: CertificateChain?, _ name: CertificateName) -> CertificateRepair {
        guard let chain else { return .obtain }
        if let repair = DocumentTrust.repair(of: chain, as: name, input.trust[chain], time) { return repair }
        let presented = PresentedChain(
            chain: chain, origin: .handshakes([]), destinations: [], trust: input.trust[chain], at: time)
        return presented.missingIssuerAddresses == nil ? .obtain : .completeChain
    }
}
