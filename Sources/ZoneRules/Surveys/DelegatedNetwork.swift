import DNS
import ZoneFile

/// A part of a network that the zone delegates, for an alias to a name below a label of the same numbers with another sign between
/// them: `65.64-26` where `64/26` is delegated (RFC 2317 §4).
struct DelegatedNetwork {
    /// The delegated label.
    let label: String
    /// The target to write, as the file has it but with this label.
    let text: String

    /// A zone with more delegations is not searched for each alias, because that would take too long.
    private static let limit = 256

    init?(meantBy alias: RecordID, in zone: Zone) {
        guard zone.records(ofType: .ns).count <= Self.limit, let written = DottedName.target(of: alias, in: zone)?.text
        else { return nil }
        let numbers = Self.numbers(written)
        guard numbers.count == 3, written.hasPrefix("\(numbers[0]).") else { return nil }
        let network = written.dropFirst(numbers[0].utf8.count + 1)
        let candidates = Set(zone.records(ofType: .ns).map { zone.records[Int($0)].owner }).filter {
            $0 != zone.apex && zone.names.parent(of: $0) == zone.apex
        }.map { zone.labelText(of: $0, 0...0) }
            .filter { Self.numbers($0) == Array(numbers[1...]) && $0 != network }
        guard candidates.count == 1, network.utf8.allSatisfy({ $0 &- 0x30 < 10 || "-/_".utf8.contains($0) }) else {
            return nil
        }
        label = candidates[0]
        text = "\(numbers[0]).\(label)"
    }

    private static func numbers(_ text: String) -> [String] {
        text.split { !$0.isNumber }.map(String.init)
    }
}
