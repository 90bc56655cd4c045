import DNS
import ZoneFile

/// Whether silence means something: which rules would have spoken of a zone, had there been something to say.
///
/// A suppression that nothing needed, or a known finding that is gone, is only worth a word when it does. In doubt
/// nothing is said.
struct RuleHearing: Sendable {
    let selection: RuleSelection
    let zone: Zone
    /// Whether what the file does not have does not exist in the zone.
    private let isWhole: Bool
    private let hasAllTargets: Bool
    /// The codes of rules that found more than is kept.
    private let capped: Set<String>

    init(_ context: ZoneContext, _ selection: RuleSelection, capped: Set<String>) {
        self.selection = selection
        zone = context.zone
        isWhole = context.isWhole && context.kind == .zone
        hasAllTargets = context.targets.count == NameServerSoftware.allCases.count
        let isTextCut = context.zone.problems.contains { if case .problemLimit = $0.kind { true } else { false } }
        self.capped = isTextCut ? capped.union(RuleRegistry.infos.map(\.code).filter { $0.hasPrefix("Z1") }) : capped
    }

    /// - Parameter leadsElsewhere: whether what is spoken of depends on other zones.
    func isConclusive(_ rule: RuleInfo, leadsElsewhere: () -> Bool) -> Bool {
        guard selection.contains(rule), !capped.contains(rule.code) else { return false }
        switch rule.family {
        case "Z1": return !Self.inherited.contains(rule.code) || zone.isWhole && zone.sources.count == 1
        case "Z3": return hasAllTargets
        case "Z2", "S1", "S2", "S3", "S4":
            // What Z250 says depends on the revision that is compared with.
            guard isWhole, rule.code != "Z250", !Self.needsDiscovery(rule) else { return false }
            return !Self.looksElsewhere(rule) || !leadsElsewhere()
        default: return false
        }
    }

    /// What is said of a server name depends on the documents and certificates that are given.
    private static func needsDiscovery(_ rule: RuleInfo) -> Bool {
        RuleRegistry.codesNeedingDiscovery.contains(rule.code)
    }

    /// Rules about what a record takes from those before it: another zone may include the file elsewhere.
    private static let inherited: Set = ["Z121", "Z123", "Z124", "Z127", "Z128"]

    /// Rules about the targets of records, of which other zones may tell more: a run with other files would judge
    /// otherwise.
    private static func looksElsewhere(_ rule: RuleInfo) -> Bool {
        rule.code.hasPrefix("S30") || elsewhere.contains(rule.code)
    }

    private static let elsewhere: Set = [
        "Z212", "Z213", "Z214", "Z215", "Z216", "Z217", "Z223", "Z224", "Z225", "Z228", "Z240", "Z241", "Z242", "Z243",
        "Z244",
    ]

    /// Whether some record names a host that the zone does not answer for, or belongs to another zone itself.
    func leadsElsewhere(_ rule: RuleInfo) -> Bool {
        let types: [RecordType] = rule.code.hasPrefix("S") ? [.srv] : [.srv, .ns, .mx, .cname, .dname]
        return types.contains { zone.records(ofType: $0).contains { leadsElsewhere(Int($0)) } }
    }

    func leadsElsewhere(_ id: RecordID) -> Bool {
        func isElsewhere(_ name: NameID) -> Bool { !zone.isInZone(name) || zone.cut(above: name) != nil }
        let record = zone.records[id]
        return record.target != .root && isElsewhere(record.target) || isElsewhere(record.owner)
    }
}
