import DNS
import Federation

extension ServerContext {
    /// The addresses of the host of the server name, or the server name itself if it is an address.
    var ownAddresses: [IPAddress] {
        guard case .success(let name) = serverName else { return [] }
        return evidence.addresses(of: name)
    }

    /// Internal addresses that were not contacted.
    var refusedAddresses: Set<IPAddress> {
        guard let collected else { return [] }
        let unasked = collected.https.filter { $0.error == .internalAddress && $0.hops.isEmpty }.compactMap(\.address)
        return Set(collected.tls.filter { $0.error == .internalAddress }.map(\.address) + unasked)
    }

    /// Whether no address that the specification, Synapse or Dendrite connect to was contacted.
    var hasOnlyRefusedAddresses: Bool {
        let main = probes.filter(\.endpoint.isMain)
        return !main.isEmpty && main.allSatisfy { $0.connection == .notContacted }
    }

    /// Whether the server name ends in a special-use name, so that it is intended for connections inside a network.
    var hasSpecialUseName: Bool { namedHost.flatMap(SpecialUse.ending) != nil }

    /// Whether an address of a host is not publicly reachable, and others of the same host are.
    func isBesidePublicAddress(_ used: UsedAddress) -> Bool {
        AddressScope(used.address).isInternal && publicHosts.contains(used.host)
    }

    /// The hosts that have a publicly reachable address.
    private var publicHosts: Set<String> {
        shared.value("hosts with public addresses") {
            Set(usedAddresses.filter { !AddressScope($0.address).isInternal }.map(\.host))
        }
    }

    /// Whether the server name itself has an internal address.
    private var isOwnAddressInternal: Bool {
        shared.value("own address is internal") { ownAddresses.contains { AddressScope($0).isInternal } }
    }

    /// Whether a connection fails because the address is not publicly reachable.
    ///
    /// If the server name itself has an internal address, the audit may run inside that network. There, only a timeout
    /// shows that the host is elsewhere.
    func isFailing(becauseOfAddressAt probe: EndpointProbe) -> Bool {
        guard AddressScope(probe.address).isInternal, !hasSpecialUseName else { return false }
        switch probe.connection {
        case .failed(.timeout), .notContacted: return true
        case .failed: return !isOwnAddressInternal
        case .notCollected, .noRoute, .established: return false
        }
    }

    /// Whether a website does not respond because its address is not publicly reachable.
    func isTimeout(becauseOfAddressAt entry: HTTPSEntry) -> Bool {
        guard entry.error == .timeout, entry.circumstances.phase == .connect, let address = entry.address else {
            return false
        }
        return AddressScope(address).isInternal && !hasSpecialUseName
    }

    /// Whether all connections of the specification, Synapse and Dendrite fail because there are only internal addresses.
    public var hasOnlyInternalAddresses: Bool {
        shared.value("only internal addresses") {
            let main = probes.filter(\.endpoint.isMain)
            return !main.isEmpty && main.allSatisfy(isFailing(becauseOfAddressAt:))
        }
    }

    /// The removals of internal addresses from hosts that have public ones.
    var addressRemovals: [RemedyChange] {
        guard !hasSpecialUseName else { return [] }
        let superfluous = usedAddresses.filter { $0.use == .connection && isBesidePublicAddress($0) }
        let owners = superfluous.grouped { $0.record?.owner.description.lowercased().trimmingFinalDot ?? "" }
        return owners.map { .noAddresses(host: $0.key, $0.elements.map(\.address)) }
    }
}
