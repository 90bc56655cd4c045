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
}
