import DNS
import Diagnostics
import ZoneFile
import ZoneRules

/// Which rules would have reported something about a zone, had there been something to report.
///
/// A suppression that nothing needed, or a baseline entry that was not found, is reported only if the silence of its rule
/// is conclusive. In doubt it is not.
struct RuleCoverage: Sendable {
    let selection: RuleSelection
    let zone: Zone
    /// Whether what the file does not have does not exist in the zone.
    private let isWhole: Bool
    private let hasAllTargets: Bool
    /// The codes of rules that found more than is kept.
    private let capped: Set<String>
    /// Whether the text has more problems than are kept.
    private let isTextCapped: Bool

    init(_ context: ZoneContext, _ selection: RuleSelection, capped: Set<String>) {
        self.selection = selection
        self.capped = capped
        zone = context.zone
        isWhole = context.isWhole && context.kind == .zone
        hasAllTargets = context.targets.count == NameServerSoftware.allCases.count
        isTextCapped = context.zone.problems.contains { if case .problemLimit = $0.kind { true } else { false } }
    }

    /// - Parameter leadsElsewhere: whether what the finding would be about depends on other zones.
    func isConclusive(_ rule: RuleInfo, leadsElsewhere: () -> Bool) -> Bool {
        guard selection.contains(rule), !capped.contains(rule.code), !(isTextCapped && rule.family == .text) else {
            return false
        }
        switch rule.scope {
        case .entry: return true
        case .inheritance: return zone.isWhole && zone.sources.count == 1
        case .zone: return isWhole
        case .targets: return isWhole && !leadsElsewhere()
        case .nameServers: return hasAllTargets
        case .revision, .server, .run, .suppressions, .baseline: return false
        }
    }

    /// Whether some record names a host that the zone does not answer for, or belongs to another zone itself.
    func leadsElsewhere(_ rule: RuleInfo) -> Bool {
        let types: [RecordType] = rule.family == .srv ? [.srv] : [.srv, .ns, .mx, .cname, .dname]
        return types.contains { zone.records(ofType: $0).contains { leadsElsewhere(Int($0)) } }
    }

    func leadsElsewhere(_ id: RecordID) -> Bool {
        func isElsewhere(_ name: NameID) -> Bool { !zone.isInZone(name) || zone.cut(above: name) != nil }
        let record = zone.records[id]
        return record.target != .root && isElsewhere(record.target) || isElsewhere(record.owner)
    }
}
