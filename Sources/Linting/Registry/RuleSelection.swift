import DNS
import Diagnostics

/// The selected rules: by code (`S301`), by code prefix (`S`, `Z3`) or by name (`srv-target-alias`).
public struct RuleSelection: Sendable {
    /// Empty means all.
    private let selected: [String]
    private let ignored: [String]

    /// A word that selects no rule.
    public struct UnknownRule: Error, Sendable {
        public let word: String
        /// The closest code or name, if one is similar.
        public let nearest: String?
    }

    /// Selects all rules.
    public init() {
        selected = []
        ignored = []
    }

    /// Selects rules by words.
    ///
    /// - Throws: ``UnknownRule`` for the first word that selects no rule.
    public init(select: [String], ignore: [String]) throws(UnknownRule) {
        selected = try select.map(Self.current).flatMap(\.self)
        ignored = try ignore.map(Self.current).flatMap(\.self)
    }

    /// Whether the rule is selected. The more specific of `select` and `ignore` wins, so `--select S301 --ignore S3` keeps S301.
    public func contains(_ rule: RuleInfo) -> Bool {
        let wanted = selected.isEmpty ? 0 : Self.specificity(of: rule, in: selected)
        guard let wanted else { return false }
        guard let unwanted = Self.specificity(of: rule, in: ignored) else { return true }
        return wanted > unwanted
    }

    /// Whether the selection names the rule, instead of selecting it as one of all rules.
    func names(_ rule: RuleInfo) -> Bool {
        Self.specificity(of: rule, in: selected) != nil && contains(rule)
    }

    /// Returns the canonical form of a code, prefix or name: upper case for codes, lower case for names.
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

    /// Returns the canonical form of a word, with an old name replaced by the names of its rules.
    private static func current(_ word: String) throws(UnknownRule) -> [String] {
        let word = try normalised(word)
        let renamed = RuleRegistry.renamedRules(word)
        return renamed.isEmpty ? [word] : renamed.map(\.name)
    }

    private static func specificity(of rule: RuleInfo, in words: [String]) -> Int? {
        words.compactMap { word in
            if word == rule.name { return 5 }
            return rule.code.hasPrefix(word) ? word.count : nil
        }.max()
    }
}
