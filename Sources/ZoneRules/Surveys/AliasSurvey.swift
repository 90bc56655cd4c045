import DNS
import ZoneFile

/// Where the aliases of a zone lead, as far as the zones of the run show.
public struct AliasSurvey: Sendable {
    /// A CNAME record of one of the zones.
    struct Alias: Hashable, Sendable {
        let zone: Zone
        let record: RecordID

        static func == (left: Alias, right: Alias) -> Bool {
            left.zone === right.zone && left.record == right.record
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(ObjectIdentifier(zone))
            hasher.combine(record)
        }
    }

    /// The most aliases in a row that are not reported: each may cost a resolver another question.
    public static let longestPlainChain = 4

    /// CNAME records whose target does not exist or owns no records, with the zone that is authoritative for it.
    private(set) var dangling: [(record: RecordID, in: Zone)] = []
    /// Loops of aliases, each from the alias where it was found.
    private(set) var loops: [[Alias]] = []
    /// Long chains of aliases, each from a record of this zone that no other alias of the zone points to.
    private(set) var chains: [[Alias]] = []

    /// Creates a survey without findings.
    init() {}

    init(of zone: Zone, _ boundaries: ZoneBoundaries, isWhole: Bool, zones: ZoneSet) {
        let isAlone = !zones.hasOther(than: zone)
        var steps: [Alias: Alias] = [:]
        var order: [Alias] = []
        for number in zone.records(ofType: .cname) {
            let id = Int(number)
            let record = zone.records[id]
            let target = record.target
            if target == .root || !zone.isInZone(target) && isAlone { continue }
            if boundaries.boundary(of: target) == nil, Self.ownsOtherData(target, zone) { continue }
            guard !record.flags.contains(.outOfZone), !boundaries.isHidden(record.owner) else { continue }
            switch Step(from: Alias(zone: zone, record: id), isWhole: isWhole, zones) {
            case .alias(let next):
                let alias = Alias(zone: zone, record: id)
                steps[alias] = next
                order.append(alias)
            case .nothing(let other): dangling.append((id, other))
            case .end: break
            }
        }
        guard !order.isEmpty else { return }
        follow(order, &steps, isWhole: isWhole, zones)
    }

    private static func ownsOtherData(_ name: NameID, _ zone: Zone) -> Bool {
        zone.recordCount(at: name) > 0 && !zone.has(.cname, at: name)
    }

    /// What is at the target of an alias.
    private enum Step {
        case alias(Alias)
        /// No records, according to the zone that is authoritative for the target.
        case nothing(in: Zone)
        case end

        init(from alias: Alias, isWhole: Bool, _ zones: ZoneSet) {
            let zone = alias.zone
            let target = zone.records[alias.record].target
            self = .end
            guard !DottedName.lacksDot(alias.record, in: zone, isWhole: isWhole, zones: zones),
                // Z263 reports a URL, Z245 an address, and Z262 an `@`.
                URLTarget.target(of: alias.record, in: zone) == nil,
                AddressLiteral(targetOf: alias.record, in: zone) == nil,
                !AtSignName.isInTarget(of: alias.record, in: zone)
            else { return }
            let result = zone.lookup(target, .cname)
            switch result {
            case .delegated, .outOfZone:
                guard let other = zones.zone(for: target, otherThan: zone) else { return }
                let name = zone.names.name(target)
                self = Self.step(
                    other.lookup(name, .cname), other.names.find(name), other, isWhole: other.isCertain(name, nil))
            default: self = Self.step(result, target, zone, isWhole: isWhole && zone.isCertain(target, nil))
            }
            // Z148 and Z126 report typing errors.
            if case .nothing = self, MistypedTarget.matches(alias.record, in: zone) { self = .end }
        }

        /// - Parameter isWhole: whether the name has no other records.
        private static func step(_ result: LookupResult, _ name: NameID?, _ zone: Zone, isWhole: Bool) -> Step {
            switch result {
            case .answer(let set, let wildcard):
                guard let next = set.first, wildcard == nil || isWhole else { return .end }
                return .alias(Alias(zone: zone, record: next))
            case .noName: return isWhole ? .nothing(in: zone) : .end
            case .noData(let wildcard):
                // An empty non-terminal has no records of any type.
                guard isWhole, let name = wildcard ?? name, zone.records(at: name).isEmpty else { return .end }
                return .nothing(in: zone)
            default: return .end
            }
        }
    }

    /// Follows the aliases, visiting each once even where chains join.
    private mutating func follow(_ starts: [Alias], _ steps: inout [Alias: Alias], isWhole: Bool, _ zones: ZoneSet) {
        let isTarget = Set(steps.values)
        /// The number of aliases from each one on; 0 if they lead into a loop.
        var length: [Alias: Int] = [:]
        for start in starts where length[start] == nil {
            var path: [Alias] = []
            var index: [Alias: Int] = [:]
            var current = start
            var beyond = 0
            var isLoop = false
            while true {
                if let known = length[current] {
                    beyond = known
                    isLoop = known == 0
                    break
                }
                if let first = index[current] {
                    loops.append(Array(path[first...]))
                    isLoop = true
                    break
                }
                index[current] = path.count
                path.append(current)
                guard let next = steps[current] ?? Self.stepElsewhere(from: current, start.zone, isWhole, zones) else {
                    break
                }
                steps[current] = next
                current = next
            }
            for (number, alias) in path.enumerated() {
                length[alias] = isLoop ? 0 : beyond + path.count - number
            }
        }
        for start in starts where !isTarget.contains(start) && length[start, default: 0] > Self.longestPlainChain {
            var chain = [start]
            while chain.count < 64, let next = chain.last.flatMap({ steps[$0] }) { chain.append(next) }
            chains.append(chain)
        }
    }

    /// Returns the alias that an alias of another zone points to; those of this zone are known already.
    private static func stepElsewhere(from alias: Alias, _ own: Zone, _ isWhole: Bool, _ zones: ZoneSet) -> Alias? {
        guard alias.zone !== own, case .alias(let next) = Step(from: alias, isWhole: true, zones) else { return nil }
        return next
    }
}
