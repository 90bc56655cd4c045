import Diagnostics
import Federation
import ZoneFile

// The baseline file is JSON, sorted, with one finding on each line, so that it can be compared and merged by lines.

/// Why a file is not a valid baseline.
public struct BaselineMistake: Error, Sendable {
    /// The mistake, as a clause.
    public let message: String
    public let span: SourceSpan
    /// How to correct it.
    public let help: String
}

extension Baseline {
    private static let schema = 1

    /// The contents of the baseline file.
    public var text: String {
        let lines = entries.map { entry in
            var members = [("file", entry.key.file), ("rule", entry.key.rule)]
            if let owner = entry.key.content.owner { members.append(("owner", owner)) }
            if let type = entry.key.content.type { members.append(("type", type)) }
            members.append(("text", entry.key.content.text))
            var line = members.map { "\"\($0)\": \(JSONString.quoted($1))" }.joined(separator: ", ")
            if entry.count > 1 { line += ", \"count\": \(entry.count)" }
            return "    {\(line)}"
        }
        let list = lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n  ]"
        return "{\n  \"schema\": \(Self.schema),\n  \"tool\": \"srvlint\",\n  \"findings\": \(list)\n}\n"
    }

    /// Reads a baseline from its file.
    public init(reading source: SourceFile) throws(BaselineMistake) {
        self.init()
        let bytes = source.withBytes { Array($0) }
        let root: JSONValue
        do throws(JSONProblem) {
            root = try JSONReader.read(bytes)
        } catch {
            throw Self.invalid(error, source)
        }
        let reader = BaselineReader(source)
        let members = try reader.members(root, of: "a baseline", ["schema", "tool", "findings"])
        guard let schema = members["schema"] else { throw reader.missing("schema", root) }
        guard schema.integer == Self.schema else {
            throw reader.mistake(
                "this version reads baselines of schema \(Self.schema)", schema,
                help: "recreate it with `--write-baseline`"
            )
        }
        guard let findings = members["findings"] else { throw reader.missing("findings", root) }
        guard let array = findings.array else { throw reader.wrongKind("`findings`", "an array", findings) }
        var numbers: [Key: Int] = [:]
        for value in array {
            let entry = try reader.entry(value)
            // Two merged branches may have added the same entry.
            if let number = numbers[entry.key] {
                entries[number].count = max(entries[number].count, entry.count)
            } else {
                numbers[entry.key] = entries.count
                entries.append(entry)
            }
        }
    }

    private static func invalid(_ problem: JSONProblem, _ source: SourceFile) -> BaselineMistake {
        let line = source.text(in: source.range(ofLine: source.location(of: problem.range.lowerBound).line))
        let isConflict = ["<<<<<<<", "=======", ">>>>>>>"].contains { line.hasPrefix($0) }
        return BaselineMistake(
            message: "the baseline is not valid JSON: \(problem.words)",
            span: SourceSpan(source, problem.range),
            help: isConflict
                ? "resolve the merge conflict: keep the lines of both sides, separated by commas"
                : "recreate it with `--write-baseline`"
        )
    }
}

/// Reads the values of a baseline, and reports mistakes with their spans.
private struct BaselineReader {
    let source: SourceFile

    init(_ source: SourceFile) {
        self.source = source
    }

    func entry(_ value: JSONValue) throws(BaselineMistake) -> Baseline.Entry {
        let members = try members(value, of: "a finding", ["file", "rule", "owner", "type", "text", "count"])
        guard let file = try string("file", members) else { throw missing("file", value) }
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
            key: Baseline.Key(file: file, rule: rule, content: content), count: count,
            span: SourceSpan(source, value.range)
        )
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
