import Certificates
import Federation
import TLSIdentity

extension ServerContext {
    /// Returns the name of another homeserver to which an endpoint leads: its keys have that name, and the certificate is
    /// valid for it and not for the name that peers verify.
    func otherHomeserver(at probe: EndpointProbe) -> String? {
        guard let name = keys(at: probe)?.judgement.document.serverName,
            name.lowercased() != input.serverName.lowercased(),
            let chain = probe.tls?.chain, let wanted = probe.endpoint.identities.first?.certificateName,
            case .name(let host)? = (try? ServerName(name.lowercased()))?.host
        else { return nil }
        let leaf = chain.certificates[chain.serverIndex]
        let rules = MatchingRules.specification
        guard !rules.match(wanted, in: leaf).isMatch,
            rules.match(.dns(host), in: leaf).isMatch || rules.match(.dns("matrix.\(host)"), in: leaf).isMatch
        else { return nil }
        return name
    }

    /// Returns the name of another homeserver that presents a chain at a destination.
    func otherHomeserver(presenting presented: PresentedChain, at destination: Destination) -> String? {
        guard case .handshakes(let entries) = presented.origin else { return nil }
        let addresses = Set(entries.map(\.address))
        return probes.lazy.filter { probe in
            probe.endpoint.host.routeName == destination.host.routeName
                && Int(probe.endpoint.port) == destination.port && addresses.contains(probe.address)
        }.compactMap(otherHomeserver(at:)).first
    }
}
