/// The port of a homeserver in another field of an SRV record, because its numbers are in another order.
///
/// The order is priority, weight, port, target (RFC 2782).
public struct MisplacedPort: Sendable, Hashable {
    /// The record with its numbers in the right order.
    public let corrected: AnswerRecord.Service
    /// The field that has the port: "weight" or "priority".
    public let field: String

    /// The ports of homeservers, which nobody chooses as a priority or weight.
    private static let ports: Set<UInt16> = [8448, 443]

    /// Returns `nil` if the numbers of the record may be in the right order.
    public init?(_ service: AnswerRecord.Service) {
        guard !Self.ports.contains(service.port) else { return nil }
        var corrected = service
        if Self.ports.contains(service.weight) {
            (corrected.weight, corrected.port) = (service.port, service.weight)
            field = "weight"
        } else if Self.ports.contains(service.priority) {
            (corrected.priority, corrected.weight, corrected.port) = (service.weight, service.port, service.priority)
            field = "priority"
        } else {
            return nil
        }
        self.corrected = corrected
    }
}
