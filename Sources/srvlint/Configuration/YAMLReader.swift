import Yams
import ZoneFile

/// Reads YAML with positions. The one place that knows of Yams, which brings Foundation in.
enum YAMLReader {
    /// The document; `nil` if it is empty.
    static func read(_ source: SourceFile) throws(UsageError) -> YAMLValue? {
        let text = source.text(in: 0..<source.count)
        try checkNesting(source)
        do {
            guard let node = try Yams.compose(yaml: text) else { return nil }
            return convert(node, source)
        } catch let error as YamlError {
            throw complaint(error, source)
        } catch {
            throw UsageError("\(source.path) is not valid YAML: \(error)")
        }
    }

    private static func convert(_ node: Node, _ source: SourceFile) -> YAMLValue {
        let start = node.mark.map { offset($0, source) } ?? 0
        switch node {
        case .scalar(let scalar):
            let end = scalar.string.isEmpty && scalar.style == .plain ? start : end(ofScalarAt: start, scalar, source)
            return YAMLValue(
                content: .scalar(isNull(scalar) ? "" : scalar.string), span: SourceSpan(source, start..<end))
        case .sequence(let sequence):
            let span = SourceSpan(source, start..<min(start + 1, source.count))
            return YAMLValue(content: .list(sequence.map { convert($0, source) }), span: span)
        case .mapping(let mapping):
            let span = SourceSpan(source, start..<min(start + 1, source.count))
            let pairs = mapping.map { (key: convert($0.key, source), value: convert($0.value, source)) }
            return YAMLValue(content: .mapping(pairs), span: span)
        case .alias:
            return YAMLValue(content: .scalar(""), span: SourceSpan(source, start..<start))
        }
    }

    private static func isNull(_ scalar: Node.Scalar) -> Bool {
        scalar.style == .plain && ["~", "null", "Null", "NULL"].contains(scalar.string)
    }

    private static func end(ofScalarAt start: Int, _ scalar: Node.Scalar, _ source: SourceFile) -> Int {
        let line = source.range(ofLine: source.location(of: start).line)
        switch scalar.style {
        case .doubleQuoted, .singleQuoted:
            let quote = source[min(start, source.count - 1)]
            var at = start + 1
            while at < line.upperBound, source[at] != quote {
                at += source[at] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1
            }
            return min(at + 1, line.upperBound)
        default:
            return min(start + scalar.string.utf8.count, line.upperBound)
        }
    }

    private static func offset(_ mark: Mark, _ source: SourceFile) -> Int {
        let line = source.range(ofLine: mark.line)
        var at = line.lowerBound
        var column = 1
        while column < mark.column, at < line.upperBound {
            at += 1
            while at < line.upperBound, source[at] & 0xC0 == 0x80 { at += 1 }
            column += 1
        }
        return at
    }

    /// Yams calls itself for every level: what is nested without end would exhaust the stack.
    private static func checkNesting(_ source: SourceFile) throws(UsageError) {
        var depth = 0
        for at in 0..<source.count {
            switch source[at] {
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
                // Only where it opens a level: before a blank.
                if at + 1 < source.count, source[at + 1] == 0x20 { depth += 1 }
            case 0x0A: depth = 0
            default: break
            }
            if depth > 200 {
                throw UsageError("the configuration is nested too deeply", at: SourceSpan(source, at..<(at + 1)))
            }
        }
    }

    // MARK: - Messages

    private static func complaint(_ error: YamlError, _ source: SourceFile) -> UsageError {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let at = place(of: problem, context, mark, source)
            let reason = context.map { "\(problem) \($0.text)" } ?? problem
            return UsageError(
                "the configuration is not valid YAML: \(reason)",
                at: SourceSpan(source, at..<min(at + 1, source.count)),
                help: help(for: reason)
            )
        case .duplicatedKeysInMapping(let duplicates, let context):
            let key = duplicates.first ?? ""
            return UsageError(
                "the key `\(key)` stands twice", at: place(ofSecond: key, after: context.mark, source),
                help: ["put both together, or remove one"]
            )
        case .reader(let problem, let offset, _, let yaml):
            let prefix = offset.map { yaml.prefix($0).utf8.count } ?? 0
            let at = min(prefix, max(0, source.count - 1))
            return UsageError(
                "the configuration is not valid YAML: \(problem)",
                at: SourceSpan(source, at..<min(at + 1, source.count))
            )
        default:
            return UsageError("\(source.path) is not valid YAML: \(error)")
        }
    }

    /// Yams tells where it could not go on. What is never closed is at fault where it opens, and an alias where its
    /// asterisk stands.
    private static func place(
        of problem: String,
        _ context: YamlError.Context?,
        _ mark: Mark,
        _ source: SourceFile
    ) -> Int {
        let isOpen = ["flow sequence", "flow mapping", "quoted scalar"].contains { context?.text.contains($0) ?? false }
        if isOpen, let context { return offset(context.mark, source) }
        let at = offset(mark, source)
        let isAlias = problem.contains("alias") || (context?.text.contains("alias") ?? false)
        return isAlias && at > 0 && source[at - 1] == UInt8(ascii: "*") ? at - 1 : at
    }

    private static func help(for problem: String) -> [String] {
        if problem.contains("cannot start any token") || problem.contains("alias") || problem.contains("anchor") {
            return ["put what begins with `*`, `&`, `@` or `%` in quotes, and indent with blanks, not tabs"]
        }
        if problem.contains("flow sequence") { return ["close the bracket, and put commas between the values"] }
        if problem.contains("flow mapping") { return ["close the brace, and put commas between the values"] }
        if problem.contains("quoted scalar") { return ["close the quotes"] }
        if problem.contains("did not find expected") || problem.contains("mapping values are not allowed") {
            return ["look at the indentation and the colons here and on the line above"]
        }
        return []
    }

    /// Yams tells where the mapping begins only.
    private static func place(ofSecond key: String, after mark: Mark, _ source: SourceFile) -> SourceSpan? {
        var found = 0
        for line in mark.line...max(mark.line, source.lineCount) {
            let range = source.range(ofLine: line)
            let text = source.text(in: range)
            let trimmed = text.drop { $0 == " " || $0 == "-" || $0 == "{" }
            let start = range.lowerBound + text.utf8.count - trimmed.utf8.count
            for written in [key, "\"\(key)\"", "'\(key)'"] where trimmed.hasPrefix(written) {
                let rest = trimmed.dropFirst(written.count).drop { $0 == " " }
                let column = source.location(of: start).column
                guard rest.first == ":", line == mark.line || column == mark.column else { continue }
                found += 1
                if found == 2 { return SourceSpan(source, start..<(start + written.utf8.count)) }
            }
        }
        let start = offset(mark, source)
        return SourceSpan(source, start..<min(start + 1, source.count))
    }
}
