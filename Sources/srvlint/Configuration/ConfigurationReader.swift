import DNS
import Diagnostics
import Federation
import Network
import ZoneFile

/// Turns a YAML document into a configuration, and reports its mistakes with their spans.
struct ConfigurationReader {
    let source: SourceFile
    let directory: String
    /// `nil` if the user named the configuration.
    let fence: Fence?
    let mistakes: ConfigurationMistakes

    func read(_ root: YAMLValue?) throws(UsageError) -> Configuration {
        var configuration = Configuration(path: source.path, directory: directory, fence: fence)
        // A file of comments has no value.
        if let root, !root.isNothing {
            let owner = "the configuration"
            configuration.values = values(in: try pairs(root, owner), Settings.all, of: owner)
        }
        try mistakes.check()
        configuration.oldRuleNames = mistakes.oldRuleNames
        return configuration
    }

    /// Reads each item; a mistake in one does not keep the others from being read.
    func each<Item>(_ items: [Item], _ read: (Item) throws(UsageError) -> Void) {
        for item in items { mistakes.collecting { () throws(UsageError) in try read(item) } }
    }

    // MARK: - Shapes

    /// The values of a mapping.
    ///
    /// - Parameters:
    ///   - settings: the keys that are valid.
    ///   - owner: the mapping in messages: "a zone".
    func values(
        in pairs: [(key: YAMLValue, value: YAMLValue)], _ settings: [any AnySetting], of owner: String
    ) -> SettingValues {
        var values = SettingValues()
        each(pairs) { (key, value) throws(UsageError) in
            let setting = try setting(key, settings, owner)
            values.note(setting, at: key.span)
            values.set(try setting.value(of: value, by: self), for: setting)
        }
        return values
    }

    private func setting(
        _ key: YAMLValue, _ settings: [any AnySetting], _ owner: String
    ) throws(UsageError) -> any AnySetting {
        let word = try scalar(key, "a key")
        if let setting = settings.first(where: { $0.key == word }) { return setting }
        throw UsageError(
            "unknown key `\(word)` in \(owner)", at: key.span,
            help: Suggestion.allLines(for: word, among: settings.map(\.key)))
    }

    func pairs(_ value: YAMLValue, _ owner: String) throws(UsageError) -> [(key: YAMLValue, value: YAMLValue)] {
        if case .mapping(let pairs) = value.content { return pairs }
        throw UsageError(
            "expected a mapping for \(owner), found \(value.kind)", at: value.span,
            help: value.fixHints + ["write `key: value`"])
    }

    func list(_ value: YAMLValue, _ owner: String) throws(UsageError) -> [YAMLValue] {
        if let items = value.items { return items }
        var help = value.fixHints + ["write a list such as `[first, second]`"]
        if case .scalar(let text) = value.content, !text.isEmpty, !text.contains("\n") {
            help = ["write it as a list: `[\(text)]`"]
        }
        throw UsageError("expected a list for \(owner), found \(value.kind)", at: value.span, help: help)
    }

    /// - Parameter what: the value in messages: "a rule".
    func scalar(_ value: YAMLValue, _ what: String) throws(UsageError) -> String {
        if case .scalar(let text) = value.content, !text.isEmpty { return text }
        throw UsageError("expected \(what), found \(value.kind)", at: value.span, help: value.fixHints)
    }
}
