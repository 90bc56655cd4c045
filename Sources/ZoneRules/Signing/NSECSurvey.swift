import DNS
import ZoneFile

/// The chain of NSEC records: what is missing, and what does not belong to it.
struct NSECSurvey: Sendable {
    /// A record that does not lead to the next name.
    struct Break: Sendable {
        let name: NameID
        let record: RecordID
        let found: Name
        let expected: NameID
    }

    private(set) var missing: [NameID] = []
    private(set) var breaks: [Break] = []
    /// The second and further records at a name.
    private(set) var repeated: [RecordID] = []
    private(set) var types: [TypesFault] = []
    private(set) var superfluous: [RecordID] = []

    /// - Returns: `nil` if the zone has no NSEC record.
    init?(_ frame: SigningFrame, _ names: ChainedNames) {
        guard names.hasNSEC else { return nil }
        let zone = frame.zone
        let reader = RDATAReader(zone, .canonical)
        superfluous = names.superfluousOwners.compactMap { zone.records(at: $0, type: .nsec).first }
        missing = names.owners.filter { !zone.has(.nsec, at: $0) }
        // The next name that has a record. A record may also lead to a name whose own record is missing.
        var nextWithRecord = zone.apex
        var next = zone.apex
        for name in names.owners.reversed() {
            let records = zone.records(at: name, type: .nsec)
            if let record = records.first, let data = reader.rdata(of: record).flatMap(NSECData.init) {
                if let other = records.dropFirst().first(where: { reader.rdata(of: $0) != reader.rdata(of: record) }) {
                    repeated.append(other)
                }
                if data.next != zone.names.name(next), data.next != zone.names.name(nextWithRecord) {
                    breaks.append(Break(name: name, record: record, found: data.next, expected: next))
                }
                let actual = frame.listedTypes(at: name, isHashed: false)
                if let fault = TypesFault(name, record, listed: data.types, actual: actual) { types.append(fault) }
                nextWithRecord = name
            }
            next = name
        }
    }
}
