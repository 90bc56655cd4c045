import ZoneFile

/// A YAML document with the place of everything in it.
struct YAMLValue {
    enum Content {
        case scalar(String)
        case list([YAMLValue])
        case mapping([(key: YAMLValue, value: YAMLValue)])
    }

    var content: Content
    /// A scalar as written, quotes included; the first character of a list or mapping.
    var span: SourceSpan

    /// "a list": to say what stands where something else belongs.
    var kind: String {
        switch content {
        case .scalar(let text): text.isEmpty ? "nothing" : "a single value"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}
