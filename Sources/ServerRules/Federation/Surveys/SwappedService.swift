import DNS
import Federation

/// An SRV record that leads to a port by mistake, because its numbers are in another order.
///
/// S202 reports such records in zones. Answers of name servers only show them once nothing listens at the port.
struct SwappedService {
    /// The numbers in the right order.
    let numbers: [UInt16]
    let target: String
    /// The field that has the port.
    let field: String

    /// Returns what to write if such a record leads to an endpoint.
    static func help(_ context: ServerContext, _ endpoint: FederationEndpoint) -> String? {
        context.swappedService(leadingTo: endpoint).map { swapped in
            let record = swapped.numbers.map { "\($0)" }.joined(separator: " ") + " \(swapped.target)"
            return
                "write `\(record)`: the SRV record has \(swapped.numbers[2]) as its \(swapped.field), and the order is "
                + "priority, weight, port, target (RFC 2782)"
        }
    }
}

extension ServerContext {
    /// The ports of homeservers, which nobody chooses as a priority or weight.
    private static let ports: Set<UInt16> = [8448, 443]

    fileprivate func swappedService(leadingTo endpoint: FederationEndpoint) -> SwappedService? {
        guard let host = serviceHost, !Self.ports.contains(endpoint.port) else { return nil }
        let records = MatrixService.allCases.compactMap { services($0, at: host) }
            .flatMap { $0.records.prefix(DiscoveryLimits.services) }.compactMap(\.service)
        return records.lazy.filter { record in
            record.port == endpoint.port && record.target.description.routeName == endpoint.key.host
        }.compactMap { record in
            let target = "\(record.target)"
            if Self.ports.contains(record.weight) {
                return SwappedService(
                    numbers: [record.priority, record.port, record.weight], target: target, field: "weight")
            }
            guard Self.ports.contains(record.priority) else { return nil }
            return SwappedService(
                numbers: [record.weight, record.port, record.priority], target: target, field: "priority")
        }.first
    }
}
