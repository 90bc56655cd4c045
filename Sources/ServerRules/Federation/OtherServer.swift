import DNS
import Federation
import TLSIdentity

extension ServerContext {
    /// Whether another virtual host than that of the homeserver answers: its certificate is for other names, and it has
    /// no keys.
    func isOtherVirtualHost(_ probe: EndpointProbe) -> Bool {
        // There are no virtual hosts for addresses.
        guard case .dns? = probe.endpoint.identities.first?.certificateName else { return false }
        return certificateState(probe) == .failed("wrong-name") && KeysUnavailable.trouble(probe) != nil
            && probe.request(.keys)?.isOfOtherService == true
    }

    /// Whether peers can connect to an address, and accept its certificate.
    func isWorking(_ probe: EndpointProbe) -> Bool {
        guard probe.connection == .established else { return false }
        if case .failed = certificateState(probe) { return false }
        return true
    }

    /// Returns the removal of an address at which another server answers, while the homeserver answers at another one of
    /// the same host.
    func removalOfOtherServer(_ probe: EndpointProbe) -> RemedyChange? {
        guard isOtherVirtualHost(probe), workingAddress(beside: probe) != nil, let host = Name(probe.endpoint.host)
        else { return nil }
        let type: RecordType = probe.address.isIPv6 ? .aaaa : .a
        let owner = evidence.answer(Question(host, type)).aliases.last ?? host
        return .noAddresses(host: owner.description.lowercased().trimmingFinalDot, [probe.address])
    }

    /// What to do about an address at which another server answers, as one or two sentences without a full stop; `nil`
    /// unless a chain is that of such a server.
    func helpForOtherServer(presenting chain: PresentedChain) -> String? {
        guard case .handshakes(let entries) = chain.origin else { return nil }
        return probes.lazy.filter { probe in
            probe.endpoint.isMain && entries.contains { $0.address == probe.address && $0.port == probe.endpoint.port }
        }.compactMap(helpForOtherServer).first
    }

    private func helpForOtherServer(_ probe: EndpointProbe) -> String? {
        guard removalOfOtherServer(probe) != nil, let working = workingAddress(beside: probe) else { return nil }
        let type = probe.address.isIPv6 ? "AAAA" : "A"
        return "correct or remove the \(type) record of `\(probe.endpoint.host)`, because another server answers at "
            + "\(probe.address). If this is an address of the homeserver, let it answer there as at \(working)"
    }

    /// Another address of the same endpoint that works.
    private func workingAddress(beside probe: EndpointProbe) -> IPAddress? {
        probes.first { $0.endpoint.key == probe.endpoint.key && $0.address != probe.address && isWorking($0) }?.address
    }
}
