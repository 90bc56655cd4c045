import ZoneFile

/// A YAML value with its span.
struct YAMLValue {
    enum Content {
        case scalar(String)
        case alias
        case list([YAMLValue])
        case mapping([(key: YAMLValue, value: YAMLValue)])
    }

    var content: Content
    /// A scalar with its quotes; only the first character of a list or mapping.
    var span: SourceSpan

    /// The items of a list.
    var items: [YAMLValue]? {
        if case .list(let items) = content { items } else { nil }
    }

    var isNothing: Bool {
        if case .scalar("") = content { true } else { false }
    }

    /// How to fix a value of this kind where another one is expected.
    var fixHints: [String] {
        if case .alias = content { ["replace the alias with the value that it refers to"] } else { [] }
    }

    /// The kind of the value, for messages: "a list".
    var kind: String {
        switch content {
        case .scalar(let text): text.isEmpty ? "nothing" : "a single value"
        case .alias: "an alias, which is not supported"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}
