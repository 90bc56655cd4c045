import DNS
import Synchronization
import ZoneFile

/// The records whose targets are not host names, which most records are not. Several rules look at their text.
final class UnusualTargets: Sendable {
    private let value = Mutex<[RecordID]?>(nil)
    private let hostNames: HostNames

    init(_ hostNames: HostNames) {
        self.hostNames = hostNames
    }

    /// The NS, CNAME, DNAME, PTR and MX records, by type.
    func callAsFunction(_ zone: Zone) -> [RecordID] {
        value.withLock { value in
            if let known = value { return known }
            var found: [RecordID] = []
            for type in DottedName.commonTypes where type != .srv {
                for number in zone.records(ofType: type)
                where !hostNames.contains(zone.records[Int(number)].target) {
                    found.append(Int(number))
                }
            }
            value = found
            return found
        }
    }
}
