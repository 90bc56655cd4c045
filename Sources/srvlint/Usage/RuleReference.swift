import Linting

/// A rule's code or name on the command line or in the configuration.
enum RuleReference {
    static func isKnown(_ word: String) -> Bool {
        RuleRegistry.rule(word) != nil
    }

    /// The error for a word that names no single rule.
    static func unknown(_ word: String) -> UsageError {
        let family = RuleRegistry.infos.filter { !word.isEmpty && $0.code.hasPrefix(word.uppercased()) }
        if !family.isEmpty {
            let codes = family.prefix(12).map(\.code)
            let rest = family.count > codes.count ? " and \(family.count - codes.count) more" : ""
            return UsageError(
                "`\(word)` is more than one rule",
                help: ["name one of them: \(codes.joined(separator: ", "))\(rest)"]
            )
        }
        let nearest = RuleRegistry.nearest(to: word)
        return UsageError(
            "there is no rule `\(word)`",
            help: nearest == nil
                ? ["run `srvlint rules` for a list, or `srvlint explain --server \(word)` for a server name"]
                : help(for: nearest))
    }

    static func help(for nearest: String?) -> [String] {
        nearest.map { ["did you mean `\($0)`?"] } ?? ["run `srvlint rules` for a list"]
    }
}
