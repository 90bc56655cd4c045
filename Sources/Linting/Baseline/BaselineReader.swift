import Diagnostics
import Federation
import ZoneFile

/// Reads the values of a baseline, and reports mistakes with their spans.
struct BaselineReader {
    let source: SourceFile

    init(_ source: SourceFile) {
        self.source = source
    }

    func entry(_ value: JSONValue) throws(BaselineMistake) -> Baseline.Entry {
        let members = try members(
            value, of: "a finding", ["file", "server", "rule", "severity", "owner", "type", "text", "count"])
        let scope = try scope(members, in: value)
        guard let rule = try string("rule", members) else { throw missing("rule", value) }
        guard let text = try string("text", members) else { throw missing("text", value) }
        var count = 1
        if let value = members["count"] {
            guard let number = value.integer, number > 0 else {
                throw wrongKind("`count`", "a positive integer", value)
            }
            count = number
        }
        let content = FindingContent(owner: try string("owner", members), type: try string("type", members), text: text)
        return Baseline.Entry(
            key: Baseline.Key(scope: scope, rule: rule, content: content), count: count,
            severity: try severity(members), span: SourceSpan(source, value.range)
        )
    }

    private func scope(
        _ members: [String: JSONValue], in value: JSONValue
    ) throws(BaselineMistake) -> Baseline.Scope {
        let file = try string("file", members)
        guard let server = try string("server", members) else {
            guard let file else { throw missing("file", value) }
            return .file(file)
        }
        guard file == nil else {
            throw mistake(
                "the finding has both a `file` and a `server`", members["server"] ?? value,
                help: "remove one of the two")
        }
        return .server(server.lowercased())
    }

    private func severity(_ members: [String: JSONValue]) throws(BaselineMistake) -> Severity? {
        guard let word = try string("severity", members), let value = members["severity"] else { return nil }
        guard let severity = Severity(rawValue: word) else {
            throw mistake(
                "\(Words.quoted(word)) is not a severity", value, help: "valid: error, warning, info")
        }
        return severity
    }

    func members(
        _ value: JSONValue, of what: String, _ keys: [String]
    ) throws(BaselineMistake) -> [String: JSONValue] {
        guard let members = value.members else { throw wrongKind(what, "an object", value) }
        var values: [String: JSONValue] = [:]
        for member in members {
            guard keys.contains(member.key) else {
                throw BaselineMistake(
                    message: "\(what) has no key `\(member.key)`", span: SourceSpan(source, member.keyRange),
                    help: "valid: \(keys.joined(separator: ", "))"
                )
            }
            guard values.updateValue(member.value, forKey: member.key) == nil else {
                throw BaselineMistake(
                    message: "duplicate key `\(member.key)`", span: SourceSpan(source, member.keyRange),
                    help: "remove one of the two"
                )
            }
        }
        return values
    }

    private func string(_ key: String, _ members: [String: JSONValue]) throws(BaselineMistake) -> String? {
        guard let value = members[key] else { return nil }
        guard let string = value.string else { throw wrongKind("`\(key)`", "a string", value) }
        return string
    }

    func missing(_ key: String, _ value: JSONValue) -> BaselineMistake {
        let start = value.range.lowerBound
        return BaselineMistake(
            message: "the key `\(key)` is missing", span: SourceSpan(source, start..<start + 1),
            help: "recreate the baseline with `--write-baseline`"
        )
    }

    func wrongKind(_ what: String, _ expected: String, _ value: JSONValue) -> BaselineMistake {
        mistake(
            "expected \(expected) for \(what), found \(value.kindName)", value,
            help: "correct it, or recreate the baseline with `--write-baseline`")
    }

    func mistake(_ message: String, _ value: JSONValue, help: String) -> BaselineMistake {
        BaselineMistake(message: message, span: SourceSpan(source, value.range), help: help)
    }
}
