import DNS
import Diagnostics
import ServerRules
import ZoneRules

/// All rules, in the order of their codes.
public enum RuleRegistry {
    /// The rules about zones.
    static let zoneRules: [any ZoneRule.Type] = {
        // A description is copied only once, because this is a part of every run.
        let rules = ZoneRuleList.all.map { (code: $0.info.code, rule: $0) }
        return rules.sorted { $0.code < $1.code }.map(\.rule)
    }()

    /// The rules about servers.
    static let serverRules: [any ServerRule.Type] = ServerRuleList.all.sorted { $0.info.code < $1.info.code }

    /// The rules about srvlint's own work.
    static let toolRules: [any ToolRule.Type] = ToolRules.all.sorted { $0.info.code < $1.info.code }

    /// One description per code. A rule that checks zones and servers has one description for both.
    public static let infos: [RuleInfo] = {
        let zone = zoneRules.map { $0.info }
        let codes = Set(zone.map(\.code))
        let server = serverRules.map { $0.info }.filter { !codes.contains($0.code) }
        return (zone + server + toolRules.map { $0.info }).sorted { $0.code < $1.code }
    }()

    /// The rule with the code or the name, in any case. An old name is accepted too; of two rules that had it, the first
    /// by code is returned.
    public static func rule(_ word: String) -> RuleInfo? {
        if let rule = infos.first(where: { $0.code == word.uppercased() || $0.name == word.lowercased() }) {
            return rule
        }
        return renamedRules(word).first
    }

    /// Returns the rules that had the name before they were renamed.
    public static func renamedRules(_ oldName: String) -> [RuleInfo] {
        let codes = RenamedRules.codes(named: oldName)
        return codes.isEmpty ? [] : infos.filter { codes.contains($0.code) }
    }

    /// Returns the code or name that is closest to an unknown one.
    public static func nearest(to word: String) -> String? {
        Spelling.nearest(to: word, among: infos.map(\.name)) ?? Spelling.nearest(to: word, among: infos.map(\.code))
    }
}
