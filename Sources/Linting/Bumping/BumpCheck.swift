import ZoneFile

/// Reads changed zones again before they are written: nothing but the serials may have changed.
///
/// A file with the SOA record of one zone may also have records of another zone, or be included twice.
struct BumpCheck {
    private let revised: LoadedZones

    struct Expectation {
        /// The number of the zone in the result.
        let number: Int
        /// The zone before the change.
        let zone: Zone
        /// The new serial.
        let serial: UInt32
    }

    /// - Parameters:
    ///   - loader: reads included files through `files`.
    ///   - changes: the changes that would be written.
    init(_ inputs: [ZoneInput], _ loader: ZoneLoader, _ files: RevisedFiles, _ changes: [FileChange]) {
        let texts = Dictionary(changes.map { ($0.identity, $0.text.bytes) }) { first, _ in first }
        files.begin(texts)
        let inputs = inputs.enumerated().map { $1.revised(texts, number: $0) }
        revised = changes.isEmpty ? .none : loader.load(inputs)
    }

    /// Returns the zones of which something else than the serial would change.
    func failures(_ expectations: [Expectation]) -> [Expectation] {
        let zones = Dictionary(grouping: revised.zones.map(\.context.zone)) { $0.sources[0].path }
        return expectations.filter { expected in
            let candidates = zones[expected.zone.sources[0].path] ?? []
            return !candidates.contains { zone in zone.origin == expected.zone.origin && isBumped(expected, zone) }
        }
    }

    private func isBumped(_ expected: Expectation, _ zone: Zone) -> Bool {
        guard zone.serial == expected.serial, zone.records.count == expected.zone.records.count,
            // Leading zeros of the serial are a problem that goes away.
            zone.problems.count <= expected.zone.problems.count, zone.unread.count == expected.zone.unread.count
        else { return false }
        let difference = ZoneDifference(from: expected.zone, to: zone)
        return difference.unknown.allSatisfy(\.isSerialOnly)
            && difference.changes.allSatisfy { $0.isSerialOnly && $0.owner == zone.origin?.lowercased() }
    }
}
