import ZoneFile

/// Reads YAML into values with spans.
enum YAMLReader {
    /// The maximum depth of lists and mappings; a configuration needs four levels.
    private static let depthLimit = 100

    /// The document; `nil` if it is empty.
    static func read(_ source: SourceFile, _ mistakes: ConfigurationMistakes) throws(UsageError) -> YAMLValue? {
        let events = try YAMLEvents(source)
        return try events.reading { () throws(UsageError) -> YAMLValue? in
            guard case .documentStart = try events.next().event else { return nil }
            let value = try value(try events.next(), events, mistakes, depth: 0)
            _ = try events.next()
            let (after, span) = try events.next()
            if case .documentStart = after {
                let span = SourceSpan(source, span.range.lowerBound..<min(span.range.lowerBound + 3, source.count))
                throw UsageError("the configuration is not valid YAML: a second document begins here", at: span)
            }
            return value
        }
    }

    private static func value(
        _ first: (event: YAMLEvents.Event, span: SourceSpan),
        _ events: YAMLEvents,
        _ mistakes: ConfigurationMistakes,
        depth: Int
    ) throws(UsageError) -> YAMLValue {
        guard depth < depthLimit else { throw UsageError("the configuration is nested too deeply", at: first.span) }
        switch first.event {
        case .scalar(let text, let isPlain):
            let isNull = isPlain && ["~", "null", "Null", "NULL"].contains(text)
            return YAMLValue(content: .scalar(isNull ? "" : text), span: first.span)
        case .listStart:
            var items: [YAMLValue] = []
            while true {
                let next = try events.next()
                if case .listEnd = next.event { break }
                items.append(try value(next, events, mistakes, depth: depth + 1))
            }
            return YAMLValue(content: .list(items), span: opening(first.span))
        case .mappingStart:
            var pairs: [(key: YAMLValue, value: YAMLValue)] = []
            var keys: Set<String> = []
            while true {
                let next = try events.next()
                if case .mappingEnd = next.event { break }
                let key = try value(next, events, mistakes, depth: depth + 1)
                let pair = (key, try value(try events.next(), events, mistakes, depth: depth + 1))
                let isNew: Void? = mistakes.collecting { () throws(UsageError) in try checkUnique(key, among: &keys) }
                if isNew != nil { pairs.append(pair) }
            }
            return YAMLValue(content: .mapping(pairs), span: opening(first.span))
        case .alias:
            return YAMLValue(content: .alias, span: first.span)
        case .listEnd, .mappingEnd, .documentStart, .end:
            return YAMLValue(content: .scalar(""), span: first.span)
        }
    }

    private static func checkUnique(_ key: YAMLValue, among keys: inout Set<String>) throws(UsageError) {
        guard case .scalar(let text) = key.content, !keys.insert(text).inserted else { return }
        throw UsageError("duplicate key `\(text)`", at: key.span, help: ["merge the two, or remove one"])
    }

    /// Shortens the span of a list or mapping to its first character.
    private static func opening(_ span: SourceSpan) -> SourceSpan {
        let start = span.range.lowerBound
        return SourceSpan(span.source, start..<min(start + 1, span.source.count))
    }
}
