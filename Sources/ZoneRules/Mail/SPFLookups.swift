import DNS
import ZoneFile

/// Counts the DNS lookups that an SPF record causes, as far as the zones of the run show (RFC 7208 §4.6.4).
struct SPFLookups {
    static let limit = 10

    private let context: ZoneContext
    private var count = 0
    private var isCircular = false
    private var open: Set<Name> = []
    private var first: Name?

    /// The number of lookups by the record and those that it includes, each circle of these once, and whether one of them includes
    /// the record again. Counting ends well above the limit.
    static func count(
        of record: SPFRecord, at owner: NameID, _ context: ZoneContext
    ) -> (count: Int, isCircular: Bool) {
        var lookups = SPFLookups(context: context)
        let name = context.zone.names.name(owner)
        lookups.open = [name]
        lookups.first = name
        lookups.add(record, depth: 0)
        return (lookups.count, lookups.isCircular)
    }

    private init(context: ZoneContext) {
        self.context = context
    }

    private mutating func add(_ record: SPFRecord, depth: Int) {
        let end = record.terms.firstIndex { $0.name == "all" } ?? record.terms.count
        // Readers ignore what follows `all`, and also a redirect in front of it.
        let redirects = end == record.terms.count ? record.terms.filter { $0.name == "redirect" } : []
        for term in record.terms[..<end].filter({ !$0.isModifier }) + redirects {
            switch term.name {
            case "include", "redirect":
                count += 1
                guard depth < 12, let domain = term.domain, !domain.contains("%"), let name = Name(domain) else {
                    break
                }
                // A record that includes itself never ends. A circle of other records is reported at these, and only what this
                // record causes without them is counted here.
                if open.contains(name) {
                    isCircular = isCircular || name == first
                    break
                }
                guard let next = Self.record(at: name, context) else { break }
                open.insert(name)
                add(next, depth: depth + 1)
                open.remove(name)
            case "a", "mx", "ptr", "exists": count += 1
            default: break
            }
            if count > 64 || isCircular { return }
        }
    }

    /// The only SPF record at a name of one of the zones.
    static func record(at name: Name, _ context: ZoneContext) -> SPFRecord? {
        var name = name
        for _ in 0..<8 {
            var zone = context.zone
            var result = zone.lookup(name, .txt)
            switch result {
            case .outOfZone, .delegated:
                guard let other = context.zones.zone(for: name), other !== zone else { return nil }
                zone = other
                result = zone.lookup(name, .txt)
            default: break
            }
            switch result {
            case .answer(let set, _):
                let values = set.map { TextValue(of: $0, in: zone).bytes }.filter(SPFRecord.isRecord)
                return values.count == 1 ? SPFRecord(values[0]) : nil
            case .alias(let alias, _): name = zone.names.name(zone.records[alias].target)
            default: return nil
            }
        }
        return nil
    }
}
