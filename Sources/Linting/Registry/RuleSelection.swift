import DNS
import Diagnostics

/// Which rules speak: chosen by code (`S301`), by the beginning of a code (`S`, `Z3`) or by name (`srv-target-alias`).
public struct RuleSelection: Sendable {
    /// Empty means all.
    private let selected: [String]
    private let ignored: [String]

    /// A word that selects no rule.
    public struct UnknownRule: Error, Sendable {
        public let word: String
        /// The code or name somebody meant, when one is near.
        public let nearest: String?
    }

    /// Everything.
    public init() {
        selected = []
        ignored = []
    }

    /// - Throws: ``UnknownRule`` for the first word that selects nothing.
    public init(select: [String], ignore: [String]) throws(UnknownRule) {
        selected = try select.map(Self.normalised)
        ignored = try ignore.map(Self.normalised)
    }

    /// Whether the rule speaks. The more exact of `select` and `ignore` wins, so `--select S301 --ignore S3` keeps S301.
    public func contains(_ rule: RuleInfo) -> Bool {
        let wanted = selected.isEmpty ? 0 : Self.exactness(of: rule, in: selected)
        guard let wanted else { return false }
        guard let unwanted = Self.exactness(of: rule, in: ignored) else { return true }
        return wanted > unwanted
    }

    /// The exact form of a code, prefix or name; upper-case codes, lower-case names.
    ///
    /// - Throws: ``UnknownRule`` if it selects no rule.
    public static func normalised(_ word: String) throws(UnknownRule) -> String {
        let rules = RuleRegistry.infos
        let upper = word.uppercased()
        if !upper.isEmpty, rules.contains(where: { $0.code.hasPrefix(upper) }) { return upper }
        let lower = word.lowercased()
        if rules.contains(where: { $0.name == lower }) || !RenamedRules.codes(named: lower).isEmpty { return lower }
        throw UnknownRule(word: word, nearest: RuleRegistry.nearest(to: word))
    }

    private static func exactness(of rule: RuleInfo, in words: [String]) -> Int? {
        words.compactMap { word in
            if word == rule.name || RenamedRules.isOldName(word, of: rule.code) { return 5 }
            return rule.code.hasPrefix(word) ? word.count : nil
        }.max()
    }
}
