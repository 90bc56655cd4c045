import DNS
import ZoneFile

/// Priority, weight and port in an order other than that of RFC 2782: the priority or the weight is a port number, and
/// the port is a small number that no known service uses.
struct SRVFieldOrder {
    /// The number that is probably the port.
    let port: UInt16
    /// The three numbers in the correct order.
    let numbers: [UInt16]
    /// Whether the port is in the priority field, not in the weight field.
    let isFirst: Bool

    /// Returns `nil` if the order may be correct.
    init?(of id: RecordID, in zone: Zone) {
        let record = zone.records[id]
        guard record.target != .root, record.port < 100, !ServicePorts.isWellKnown(record.port) else { return nil }
        let service = ServicePorts.port(named: zone.labelText(of: record.owner, 0...0))
        // Below 100, a port cannot be distinguished from a weight.
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
