import DNS
import Diagnostics
import ZoneFile
import ZoneRules

/// Determines for which rules the absence of findings in a zone is conclusive.
///
/// An unused suppression or a stale baseline entry is reported only if it is certain that the rule has no finding for it.
struct RuleCoverage: Sendable {
    let selection: RuleSelection
    let zone: Zone
    /// Whether records that are not in the file do not exist in the zone.
    private let isWhole: Bool
    private let hasAllTargets: Bool
    /// The codes of rules that reached the limit of findings.
    private let capped: Set<String>
    /// Whether the text has more problems than the reader reports.
    private let isTextCapped: Bool

    init(_ context: ZoneContext, _ selection: RuleSelection, capped: Set<String>) {
        self.selection = selection
        self.capped = capped
        zone = context.zone
        isWhole = context.isWhole && zone.isComplete && context.kind == .zone
        hasAllTargets = context.targets.count == NameServerSoftware.allCases.count
        isTextCapped = context.zone.problems.contains { if case .problemLimit = $0.kind { true } else { false } }
    }

    /// Whether the absence of a finding of the rule is conclusive.
    ///
    /// - Parameter leadsElsewhere: whether the finding would depend on other zones.
    func isConclusive(_ rule: RuleInfo, leadsElsewhere: () -> Bool) -> Bool {
        guard selection.contains(rule), !capped.contains(rule.code), !(isTextCapped && rule.family == .text) else {
            return false
        }
        switch rule.scope {
        case .entry: return true
        case .inheritance: return zone.isWhole && zone.isComplete && zone.sources.count == 1
        case .zone: return isWhole
        case .targets: return isWhole && !leadsElsewhere()
        case .nameServers: return hasAllTargets
        case .revision, .server, .run, .suppressions, .baseline: return false
        }
    }

    /// Whether a record that the rule checks refers to a name outside the authority of the zone, or has such an owner.
    func leadsElsewhere(_ rule: RuleInfo) -> Bool {
        let types: [RecordType] = rule.family == .srv ? [.srv] : [.srv, .ns, .mx, .cname, .dname]
        return types.contains { zone.records(ofType: $0).contains { leadsElsewhere(Int($0)) } }
    }

    /// Whether the record refers to a name outside the authority of the zone, or has such an owner.
    func leadsElsewhere(_ id: RecordID) -> Bool {
        func isElsewhere(_ name: NameID) -> Bool { !zone.isInZone(name) || zone.cut(above: name) != nil }
        let record = zone.records[id]
        return record.target != .root && isElsewhere(record.target) || isElsewhere(record.owner)
    }
}
