import ZoneFile

/// A YAML document with the place of everything in it.
struct YAMLValue {
    enum Content {
        case scalar(String)
        case alias
        case list([YAMLValue])
        case mapping([(key: YAMLValue, value: YAMLValue)])
    }

    var content: Content
    /// A scalar as written, quotes included; the first character of a list or mapping.
    var span: SourceSpan

    /// Those of a list.
    var items: [YAMLValue]? {
        if case .list(let items) = content { items } else { nil }
    }

    var isNothing: Bool {
        if case .scalar("") = content { true } else { false }
    }

    /// What to do about its kind.
    var mending: [String] {
        if case .alias = content { ["write out what the alias stands for"] } else { [] }
    }

    /// "a list": to say what stands where something else belongs.
    var kind: String {
        switch content {
        case .scalar(let text): text.isEmpty ? "nothing" : "a single value"
        case .alias: "an alias, which a configuration cannot have"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}
