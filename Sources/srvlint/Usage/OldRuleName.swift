import Linting
import Reporting
import ZoneFile

/// The name of a rule before it was renamed, used on the command line or in the configuration.
struct OldRuleName: Sendable {
    let word: String
    let newNames: [String]
    /// Its location in the configuration.
    let span: SourceSpan?

    /// `nil` if the word is not an old name.
    init?(_ word: String, at span: SourceSpan? = nil) {
        let renamed = RuleRegistry.renamedRules(word)
        guard !renamed.isEmpty else { return nil }
        self.word = word
        newNames = renamed.map(\.name)
        self.span = span
    }

    /// Reports each name once.
    static func report(_ names: [OldRuleName]) {
        var seen: Set<String> = []
        for name in names where seen.insert(name.word.lowercased()).inserted { name.report() }
    }

    /// Reports the new name.
    func report() {
        let location = span.map { "\($0.source.path):\($0.start.line): " } ?? ""
        let names = newNames.map { "`\($0)`" }.joined(separator: " and ")
        var notice = Notice("\(location)the rule `\(word)` is now named \(names)")
        notice.weight = .note
        Terminal.error.write(notice.rendered(Terminal.messages, width: nil))
    }
}
