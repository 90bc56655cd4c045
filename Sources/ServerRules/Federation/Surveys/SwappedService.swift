import DNS
import Diagnostics
import Federation

/// An SRV record that leads to a port by mistake, because its numbers are in another order.
///
/// S202 reports such records in zones. Answers of name servers only show them once nothing listens at the port.
enum SwappedService {
    /// The ports below are assigned to other services (RFC 6335 §6).
    static let reservedPorts: UInt16 = 1024

    /// Returns what to write if such a record leads to an endpoint.
    static func help(_ context: ServerContext, _ endpoint: FederationEndpoint) -> String? {
        context.misplacedPort(leadingTo: endpoint).map { misplaced in
            let record = misplaced.corrected
            let text = "\(record.priority) \(record.weight) \(record.port) \(record.target)"
            // A homeserver may listen at a port that is not reserved.
            let beginning =
                endpoint.port < reservedPorts ? "write the port" : "if the port should be \(record.port), write it"
            return
                "\(beginning) as the third number, as in \(Words.quoted(text, limit: 280)): the SRV record has "
                + "\(record.port) as its \(misplaced.field), and the order is priority, weight, port, target (RFC 2782)"
        }
    }
}

extension ServerContext {
    /// Whether peers connect to an endpoint only because the numbers of an SRV record are in another order, so that nothing
    /// has to listen there.
    func isMisplacedPort(_ endpoint: FederationEndpoint) -> Bool {
        endpoint.port < SwappedService.reservedPorts && misplacedPort(leadingTo: endpoint) != nil
    }

    fileprivate func misplacedPort(leadingTo endpoint: FederationEndpoint) -> MisplacedPort? {
        guard let host = serviceHost else { return nil }
        let records = MatrixService.allCases.compactMap { services($0, at: host) }
            .flatMap { $0.records.prefix(DiscoveryLimits.services) }.compactMap(\.service)
        return records.lazy.filter { record in
            record.port == endpoint.port && record.target.description.routeName == endpoint.key.host
        }.compactMap { MisplacedPort($0) }.first
    }
}
