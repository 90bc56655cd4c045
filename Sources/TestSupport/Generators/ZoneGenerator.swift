import DNS

/// A generated zone with one record on each line, each with its owner, so that any line can be removed.
public struct GeneratedZone: Sendable {
    public let origin: Name
    /// `$TTL`, SOA and apex NS records.
    public let head: [String]
    public var lines: [String]
    /// The features for which some servers refuse the zone.
    public let oddities: Set<Oddity>
    /// Sequences of labels, relative to the origin, that the zone or its aliases contain.
    public let mentioned: [[String]]

    public enum Oddity: Sendable {
        /// Records below a DNAME (forbidden by RFC 6672 §2.4).
        case namesBelowDNAME
        /// NS records at a wildcard (discouraged by RFC 4592 §4.2).
        case wildcardNS
        /// `\\` before a dot.
        case backslashBeforeDot
    }

    public var text: String { (head + lines).joined(separator: "\n") + "\n" }
}

/// Generates zones with difficult look-ups: wildcards at several levels, empty non-terminals, and overlapping aliases, DNAMEs
/// and delegations. The output depends only on the seed.
public struct ZoneGenerator {
    private var random: SeededRandom
    private let originText: String
    private var owned: [[String]: Set<String>] = [:]
    private var lines: [String] = []
    private var mentioned: [[String]] = [[]]
    private var labels: [String] = []
    private var oddities: Set<GeneratedZone.Oddity> = []
    private let mayHideNames: Bool
    private let mayDelegateWildcards: Bool

    private static let allLabels = [
        "a", "b", "c", "www", "_tcp", "_matrix-fed", "x\\.y", "sp\\032ce", "h\\200\\255", "\\@", "q\\\"", "s\\;\\(",
        "\\000", "**", "*a", "MiXed", "n\\$", "\\\\", "0",
    ]
    private static let longLabel = String(repeating: "l", count: 63)

    /// - Parameter origin: Different for each zone of a server. No zone may be below another.
    public static func zone(seed: UInt64, origin: String) -> GeneratedZone {
        var generator = ZoneGenerator(seed: seed, origin: origin)
        return generator.make()
    }

    private init(seed: UInt64, origin: String) {
        random = SeededRandom(seed: seed)
        originText = origin
        mayHideNames = random.oneIn(5)
        mayDelegateWildcards = random.oneIn(8)
    }

    private mutating func make() -> GeneratedZone {
        labels = Array(Self.allLabels.shuffled(using: &random).prefix(random.number(3..<6)))
        if labels.contains("\\\\") { oddities.insert(.backslashBeforeDot) }
        labels += ["*", random.oneIn(6) ? "\\*" : "*"]
        let isApexRenamed = random.oneIn(12)
        if isApexRenamed {
            add([], "DNAME", target(notBelow: []))
        } else {
            for _ in 0..<random.number(8..<45) { addSomething(at: path()) }
        }
        let origin = Name(originText) ?? .root
        let head = [
            "$TTL 3600", "@ IN SOA ns1 hostmaster 1 7200 3600 1209600 3600", "@ IN NS ns1.outside.test.",
            "@ IN NS ns2.outside.test.",
        ]
        return GeneratedZone(
            origin: origin,
            head: head,
            lines: lines,
            oddities: oddities,
            mentioned: mentioned
        )
    }

    private mutating func path() -> [String] {
        if random.oneIn(3), let known = mentioned.randomElement(using: &random), known.count < 5 {
            return [random.pick(labels)] + known
        }
        return (0..<random.number(1..<5)).map { _ in random.pick(labels) }
    }

    // MARK: - Records

    private mutating func addSomething(at owner: [String]) {
        let types = owned[key(owner)] ?? []
        guard !types.contains("CNAME") else { return }
        if isBelowDNAME(owner) {
            guard mayHideNames else { return }
            oddities.insert(.namesBelowDNAME)
        }
        switch random.number(0..<16) {
        case 0...2: add(owner, "A", "192.0.2.\(random.number(1..<255))")
        case 3: add(owner, "AAAA", "2001:db8::\(random.number(1..<255))")
        case 4: add(owner, "TXT", random.pick(["\"a b\"", "x", "\"semi;colon\"", "\"\\200\\\"\" \"\""]))
        case 5: add(owner, "MX", "\(random.number(0..<30)) \(anyTarget())")
        case 6...7: addServices(at: owner)
        case 8: add(owner, "CAA", "0 issue \"ca.example\"")
        case 9...11:
            if types.isEmpty { add(owner, "CNAME", anyTarget()) }
        case 12: addDNAME(at: owner, types)
        default: addDelegation(at: owner, types)
        }
    }

    private func isBelowDNAME(_ owner: [String]) -> Bool {
        owner.indices.contains { (owned[key(Array(owner[($0 + 1)...]))] ?? []).contains("DNAME") }
    }

    private mutating func addServices(at owner: [String]) {
        for _ in 0..<random.number(1..<4) {
            let numbers = "\(random.number(0..<20)) \(random.number(0..<10)) \(random.number(0..<65_536))"
            add(owner, "SRV", "\(numbers) \(random.oneIn(8) ? "." : anyTarget())")
        }
    }

    private mutating func addDNAME(at owner: [String], _ types: Set<String>) {
        guard types.isDisjoint(with: ["DNAME", "NS"]) else { return }
        let hides = owned.keys.contains { $0.count > owner.count && $0.suffix(owner.count) == key(owner)[...] }
        if hides {
            guard mayHideNames else { return }
            oddities.insert(.namesBelowDNAME)
        }
        if random.oneIn(8) {
            // With this target most names below the DNAME become too long (RFC 6672 §2.2).
            add(
                owner, "DNAME",
                [Self.longLabel, Self.longLabel, Self.longLabel, "outside.test."].joined(separator: "."))
        } else {
            add(owner, "DNAME", target(notBelow: owner))
        }
    }

    private mutating func addDelegation(at owner: [String], _ types: Set<String>) {
        guard !types.contains("DNAME") else { return }
        if key(owner).first == "*" {
            guard mayDelegateWildcards else { return }
            oddities.insert(.wildcardNS)
        }
        if random.oneIn(2) {
            let server = ["ns"] + owner
            add(owner, "NS", spelled(server))
            if !random.oneIn(4) { addAddress(at: server) }
        }
        if random.oneIn(2) { add(owner, "NS", anyTarget()) }
        add(owner, "NS", "ns.outside.test.")
        if random.oneIn(3) { add(owner, "DS", "12345 13 2 " + String(repeating: "ab", count: 32)) }
        if random.oneIn(3) { addAddress(at: [random.pick(labels)] + owner) }
    }

    private mutating func addAddress(at owner: [String]) {
        guard !isBelowDNAME(owner), !(owned[key(owner)] ?? []).contains("CNAME") else { return }
        add(owner, "A", "192.0.2.\(random.number(1..<255))")
    }

    private mutating func add(_ owner: [String], _ type: String, _ data: String) {
        owned[key(owner), default: []].insert(type)
        mentioned.append(owner)
        let spelling = random.oneIn(4) ? "\(type.lowercased())" : type
        let line = "\(spelled(owner)) IN \(spelling) \(data)"
        // Some servers refuse duplicate records.
        if !lines.contains(line) { lines.append(line) }
    }

    /// Converts `\*` to `*` and letters to lower case.
    private func key(_ owner: [String]) -> [String] {
        owner.map { $0 == "\\*" ? "*" : $0.lowercased() }
    }

    // MARK: - Names

    private mutating func anyTarget() -> String {
        target(notBelow: nil)
    }

    /// Returns a target, usually in the zone.
    private mutating func target(notBelow owner: [String]?) -> String {
        if random.oneIn(6) { return random.pick(["outside.test.", "a.outside.test.", "*.outside.test."]) }
        for _ in 0..<5 {
            var labels = random.oneIn(3) ? path() : random.pick(mentioned)
            if random.oneIn(5) { labels = [random.pick(self.labels)] + labels }
            if let owner, key(Array(labels.suffix(owner.count))) == key(owner) { continue }
            mentioned.append(labels)
            return spelled(labels)
        }
        return "outside.test."
    }

    private mutating func spelled(_ labels: [String]) -> String {
        if labels.isEmpty { return random.oneIn(2) ? "@" : originText }
        let text = labels.map { random.oneIn(4) ? $0.uppercased() : $0 }.joined(separator: ".")
        return random.oneIn(4) ? "\(text).\(originText)" : text
    }
}

/// Generates queries for the names of a zone and for similar names.
public struct QuestionGenerator {
    private var random: SeededRandom
    private let zone: GeneratedZone
    private static let types: [RecordType] = [
        .a, .a, .a, .aaaa, .txt, .mx, .srv, .srv, .cname, .dname, .ns, .soa, .ds, .caa, .ptr,
    ]
    private static let labels = [
        "a", "b", "zz", "*", "ns", "_tcp", "x\\.y", "\\000", String(repeating: "k", count: 60),
    ]

    public init(_ zone: GeneratedZone, seed: UInt64) {
        self.zone = zone
        random = SeededRandom(seed: seed)
    }

    public mutating func next() -> DNSQuestion {
        var labels = random.pick(zone.mentioned)
        switch random.number(0..<6) {
        case 0: if !labels.isEmpty { labels.removeFirst() }
        case 1: labels = [random.pick(Self.labels)] + labels
        case 2: labels = [random.pick(Self.labels), random.pick(Self.labels)] + labels
        case 3:
            labels = [random.pick(Self.labels)] + labels.dropFirst()
        default: break
        }
        if random.oneIn(3) { labels = labels.map { random.oneIn(2) ? $0.uppercased() : $0.lowercased() } }
        let text = labels.map { $0 + "." }.joined()
        // Names that became too long are skipped.
        let name = (labels.isEmpty ? zone.origin : Name(text.dropLast(), origin: zone.origin)) ?? zone.origin
        return DNSQuestion(name, random.pick(Self.types))
    }
}
