import DNS
import ZoneFile

/// Priority, weight and port in another order than RFC 2782's: a port stands where the priority or the weight belongs,
/// and the port is a small number that no service has.
struct SRVFieldOrder {
    /// The number that must be the port.
    let port: UInt16
    /// The three numbers as they should be.
    let numbers: [UInt16]
    /// Whether the port stands in the place of the priority, not of the weight.
    let isFirst: Bool

    /// `nil` when the order may be right.
    init?(of id: RecordID, in zone: Zone) {
        let record = zone.records[id]
        guard record.target != .root, record.port < 100, !ServicePorts.isWellKnown(record.port) else { return nil }
        let service = ServicePorts.port(named: zone.labelText(of: record.owner, 0...0))
        // Below 100 a port and a weight cannot be told apart.
        func isPort(_ number: UInt16) -> Bool {
            number == 8448 || number == 443 || (number == service && number >= 100)
        }
        switch (isPort(record.priority), isPort(record.weight)) {
        case (true, false):
            port = record.priority
            numbers = [record.weight, record.port, record.priority]
            isFirst = true
        case (false, true):
            port = record.weight
            numbers = [record.priority, record.port, record.weight]
            isFirst = false
        default: return nil
        }
    }
}
