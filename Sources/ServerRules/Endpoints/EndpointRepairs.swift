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
                guard case .failed = certificateState(probe), let name = probe.endpoint.identities.first?.certificateName
                else { continue }
                add(.certificate(host: host, port: port, name: name))
            case .notCollected, .noRoute, .notContacted: break
            }
        }
        // A chain that was given in a file, or that only some addresses present.
        for presented in presented {
            for required in presented.requiredNames {
                let reason = DocumentTrust.refusal(of: presented.chain, as: required.name, presented.trust, time)
                guard reason != nil || !presented.chain.usageIssues().isEmpty else { continue }
                let first = required.destinations[0]
                add(.certificate(host: first.host.trimmingFinalDot, port: first.port, name: required.name))
            }
        }
        return repairs
    }
}
