import DNS
import Synchronization
import ZoneFile

/// The targets of all CNAME records of a zone: names that are looked up although no one queries them.
final class AliasTargets: Sendable {
    private let value = Mutex<Set<NameID>?>(nil)

    /// Finds the targets when the first rule needs them.
    func callAsFunction(_ zone: Zone) -> Set<NameID> {
        value.withLock { value in
            if let known = value { return known }
            let found = Set(zone.records(ofType: .cname).map { zone.records[Int($0)].target })
            value = found
            return found
        }
    }
}
