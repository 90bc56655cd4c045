import DNS
import Federation

extension DelegationContext {
    /// The addresses of the server name's host, or the address that it is.
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

    /// Whether every address that peers of the specification, Synapse or Dendrite come to was not contacted.
    var hasOnlyRefusedAddresses: Bool {
        let main = visits.filter(\.place.isMain)
        return !main.isEmpty && main.allSatisfy { $0.connection == .notContacted }
    }
}
