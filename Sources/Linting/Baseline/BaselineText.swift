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
            var members = [(entry.key.scope.key, entry.key.scope.name), ("rule", entry.key.rule)]
            if let severity = entry.severity { members.append(("severity", severity.rawValue)) }
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

extension Baseline.Scope {
    /// The key of its name in the file.
    fileprivate var key: String {
        switch self {
        case .file: "file"
        case .server: "server"
        }
    }
}
