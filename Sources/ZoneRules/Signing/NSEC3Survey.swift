import DNS
import ZoneFile

/// The chains of NSEC3 records: what is missing, and what does not belong to them.
struct NSEC3Survey: Sendable {
    /// The parameters of a chain: those of an NSEC3PARAM record, or of some NSEC3 record.
    struct Chain: Sendable {
        let parameters: NSEC3Parameters
        /// The NSEC3PARAM record with the parameters.
        let announcement: RecordID?
        /// The first NSEC3 record with the parameters.
        let first: RecordID?
        let count: Int
    }

    /// A record that does not lead to the next hash.
    struct Break: Sendable {
        let record: RecordID
        let found: [UInt8]
        /// The record with the next hash.
        let expected: RecordID
    }

    struct Missing: Sendable {
        let name: NameID
        /// The name itself, or a name with records below it if it is an empty non-terminal.
        let owner: NameID
        let hash: [UInt8]
        /// The record before the missing one, if the name may only lack its own because of an opt-out.
        let covering: RecordID?
    }

    let chains: [Chain]
    private(set) var missing: [Missing] = []
    private(set) var breaks: [Break] = []
    /// Records with the owner of another one of the same chain.
    private(set) var repeated: [RecordID] = []
    private(set) var types: [TypesFault] = []
    /// Records whose owner is not the hash of a name.
    private(set) var superfluous: [RecordID] = []
    /// The chains that were not checked, because hashing all names would take too long.
    private(set) var unchecked: Set<NSEC3Parameters> = []

    /// The number of hashes that are computed for the chains of a zone. A million names need a million without iterations.
    static let hashLimit = 12_000_000

    private struct Entry {
        let hash: [UInt8]
        let record: RecordID
        let data: NSEC3Data

        /// Whether the other one is the same record, which is in the file twice. Name servers drop it.
        func isDuplicate(of other: Entry) -> Bool {
            hash == other.hash && data.next == other.data.next && data.types == other.data.types
                && data.isOptOut == other.data.isOptOut
        }
    }

    /// - Returns: `nil` if the zone has no NSEC3 or NSEC3PARAM record.
    init?(_ frame: SigningFrame, _ names: ChainedNames) {
        let zone = frame.zone
        let announcements = zone.records(at: zone.apex, type: .nsec3param)
        guard !announcements.isEmpty || !names.hashedOwners.isEmpty else { return nil }
        let reader = RDATAReader(zone, .canonical)
        var announced: [NSEC3Parameters: RecordID] = [:]
        for id in announcements {
            guard let parameters = reader.rdata(of: id).flatMap(NSEC3Parameters.init) else { continue }
            announced[parameters] = announced[parameters] ?? id
        }
        var entries: [NSEC3Parameters: [Entry]] = [:]
        for owner in names.hashedOwners {
            let hash = zone.names.parent(of: owner) == zone.apex ? Base32Hex.decode(zone.names.label(of: owner)) : nil
            for id in zone.records(at: owner, type: .nsec3) {
                guard let data = reader.rdata(of: id).flatMap(NSEC3Data.init) else { continue }
                guard let hash else {
                    superfluous.append(id)
                    continue
                }
                entries[data.parameters, default: []].append(Entry(hash: hash, record: id, data: data))
            }
        }
        let all = Set(announced.keys).union(entries.keys)
        chains = all.map { parameters in
            Chain(
                parameters: parameters, announcement: announced[parameters],
                first: entries[parameters]?.map(\.record).min(), count: entries[parameters]?.count ?? 0)
        }.sorted { ($0.announcement ?? .max, $0.first ?? .max) < ($1.announcement ?? .max, $1.first ?? .max) }
        let required = Self.required(frame, names)
        var budget = Self.hashLimit
        for chain in chains where chain.count > 0 && (chain.announcement != nil || announced.isEmpty) {
            let cost = required.count * (Int(chain.parameters.iterations) + 1)
            guard chain.parameters.isComputable, cost <= budget, let entries = entries[chain.parameters] else {
                unchecked.insert(chain.parameters)
                continue
            }
            budget -= cost
            check(entries, chain.parameters, required, frame)
        }
    }

    /// A name that needs a record (RFC 5155 §7.1).
    private struct Requirement {
        let name: NameID
        let owner: NameID
        /// Whether it needs one even in the span of an opt-out.
        let isAlways: Bool
    }

    private static func required(_ frame: SigningFrame, _ names: ChainedNames) -> [Requirement] {
        let zone = frame.zone
        // 1 for an unsigned delegation and the empty non-terminals above it, 2 for other names.
        var need = [UInt8](repeating: 0, count: zone.names.count)
        var list: [(name: NameID, owner: NameID)] = []
        for name in names.owners {
            let isUnsigned = frame.standing(of: name) == .delegation && !zone.has(.ds, at: name)
            if need[name.number] == 0 { list.append((name, name)) }
            let value: UInt8 = isUnsigned ? 1 : 2
            var current = name
            while true {
                if need[current.number] >= value { break }
                if need[current.number] == 0, current != name { list.append((current, name)) }
                need[current.number] = value
                guard current != zone.apex else { break }
                current = zone.names.parent(of: current)
            }
        }
        return list.map { Requirement(name: $0.name, owner: $0.owner, isAlways: need[$0.name.number] == 2) }
    }

    private mutating func check(
        _ unsorted: [Entry], _ parameters: NSEC3Parameters, _ required: [Requirement], _ frame: SigningFrame
    ) {
        let zone = frame.zone
        let sorted = unsorted.sorted { $0.hash.lexicographicallyPrecedes($1.hash) }
        var entries: [Entry] = []
        for entry in sorted {
            guard let last = entries.last, last.hash == entry.hash else {
                entries.append(entry)
                continue
            }
            if !entry.isDuplicate(of: last) { repeated.append(entry.record) }
        }
        var numbers: [[UInt8]: Int] = [:]
        for (number, entry) in entries.enumerated() { numbers[entry.hash] = number }
        var isKnown = [Bool](repeating: false, count: entries.count)
        var missingHashes: Set<[UInt8]> = []
        for requirement in required {
            let name = requirement.name
            let hash = parameters.hash(zone.names.name(name).wire)
            if let number = numbers[hash] {
                isKnown[number] = true
                let entry = entries[number]
                let actual = frame.listedTypes(at: name, isHashed: true)
                if let fault = TypesFault(name, entry.record, listed: entry.data.types, actual: actual) {
                    types.append(fault)
                }
                continue
            }
            let covering = entries[Self.number(before: hash, entries)]
            if !requirement.isAlways, covering.data.isOptOut { continue }
            missingHashes.insert(hash)
            missing.append(
                Missing(
                    name: name, owner: requirement.owner, hash: hash,
                    covering: requirement.isAlways ? nil : covering.record))
        }
        for (number, entry) in entries.enumerated() {
            if !isKnown[number] { superfluous.append(entry.record) }
            let next = entries[(number + 1) % entries.count]
            if entry.data.next != next.hash, !missingHashes.contains(entry.data.next) {
                breaks.append(Break(record: entry.record, found: entry.data.next, expected: next.record))
            }
        }
    }

    /// The number of the last entry before a hash; the chain is a circle.
    private static func number(before hash: [UInt8], _ entries: [Entry]) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].hash.lexicographicallyPrecedes(hash) { low = middle + 1 } else { high = middle }
        }
        return (low + entries.count - 1) % entries.count
    }
}
