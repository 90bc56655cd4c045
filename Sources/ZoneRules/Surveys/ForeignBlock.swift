import DNS
import ZoneFile

/// Adjacent lines of another format among the records of a zone, none of which is a record.
struct ForeignBlock {
    enum Format {
        case namedConfiguration, terraform, json, yaml, configuration, patch, openPGP, mail, updateScript, lookup, table
    }

    let format: Format
    /// The numbers of the problems in ``Zone/problems``, in the order of the file. The first one stands for all.
    let problems: [Int]
    let firstLine: SourceSpan
    let lastLine: SourceSpan

    /// Finds the blocks of a zone, by the numbers of their problems.
    static func survey(_ zone: Zone) -> [Int: ForeignBlock] {
        let entries = ProblemEntries(of: zone.problems) { isWholeLine($0.kind) }
        var runs: [Run] = []
        let numbers = zone.problems.indices.filter { isWholeLine(zone.problems[$0].kind) && entries[$0] != nil }
        for (_, ofSource) in numbers.grouped(by: { ObjectIdentifier(zone.problems[$0].span.source) }) {
            var run: Run?
            for number in ofSource.sorted(by: { start(zone.problems[$0]) < start(zone.problems[$1]) }) {
                guard let entry = entries[number] else { continue }
                let source = zone.problems[number].span.source
                if run?.append(number, entry) == true { continue }
                if let run { runs.append(run) }
                run = Run(source, number, entry)
            }
            if let run { runs.append(run) }
        }
        var found: [Int: ForeignBlock] = [:]
        for run in runs {
            guard let block = run.block else { continue }
            for number in block.problems { found[number] = block }
        }
        return found
    }

    private static func isWholeLine(_ kind: ZoneProblem.Kind) -> Bool {
        switch kind {
        case .unknownType, .missingType: true
        default: false
        }
    }

    private static func start(_ problem: ZoneProblem) -> Int { problem.span.range.lowerBound }
}

/// Entries without records, with nothing but white space and comments between them.
private struct Run {
    let source: SourceFile
    var problems: [Int]
    var lines: [Range<Int>]
    var end: Int

    /// A longer block is recognised by its first lines.
    private static let lineLimit = 64

    init(_ source: SourceFile, _ number: Int, _ entry: SourceEntry) {
        self.source = source
        problems = [number]
        lines = [Self.line(of: entry)]
        end = entry.range.upperBound
    }

    /// - Returns: whether the entry follows the last one directly.
    mutating func append(_ number: Int, _ entry: SourceEntry) -> Bool {
        guard entry.range.lowerBound >= end, isEmpty(end..<entry.range.lowerBound) else { return false }
        problems.append(number)
        if lines.count < Self.lineLimit {
            lines.append(Self.line(of: entry))
        } else {
            lines[Self.lineLimit - 1] = Self.line(of: entry)
        }
        end = entry.range.upperBound
        return true
    }

    private static func line(of entry: SourceEntry) -> Range<Int> {
        let first = entry.fields.first?.lowerBound ?? entry.range.lowerBound
        return first..<max(first, entry.fields.last?.upperBound ?? entry.range.upperBound)
    }

    private func isEmpty(_ gap: Range<Int>) -> Bool {
        guard gap.count <= 4096 else { return false }
        return source.text(in: gap).split(whereSeparator: \.isNewline).allSatisfy { line in
            line.first { $0 != " " && $0 != "\t" }.map { $0 == ";" } ?? true
        }
    }

    var block: ForeignBlock? {
        guard problems.count > 1, let first = lines.first, let last = lines.last,
            let format = ForeignBlock.Format(lines.map { source.text(in: $0.prefix(200)) })
        else { return nil }
        return ForeignBlock(
            format: format, problems: problems, firstLine: SourceSpan(source, first), lastLine: SourceSpan(source, last)
        )
    }
}

extension ForeignBlock.Format {
    /// - Parameter lines: at least two lines without the white space around them.
    init?(_ lines: [String]) {
        let words = lines.map { $0.split { $0 == " " || $0 == "\t" }.map(String.init) }
        let firsts = words.compactMap(\.first)
        let isOpening = lines[0].hasSuffix("{") || lines[0].hasSuffix(";")
        if firsts.contains("@@") || lines.contains(where: { $0.hasPrefix("diff --git ") }) {
            self = .patch
        } else if lines.contains(where: { $0.hasPrefix("-----BEGIN ") || $0.hasPrefix("-----END ") }) {
            self = .openPGP
        } else if isOpening, let first = firsts.first, Self.statements.contains(first) {
            self = .namedConfiguration
        } else if lines[0].hasSuffix("{"), let first = firsts.first, Self.terraformBlocks.contains(first) {
            self = .terraform
        } else if ["{", "["].contains(lines[0].first),
            lines.contains(where: { $0.hasPrefix("\"") && $0.contains("\":") })
        {
            self = .json
        } else if firsts.contains("update") && firsts.allSatisfy(Self.updateCommands.contains) {
            self = .updateScript
        } else if lines[0].hasPrefix("["), lines[0].hasSuffix("]"), lines[1].contains("=") {
            self = .configuration
        } else if firsts.count(where: Self.lookupWords.contains) > 1 {
            self = .lookup
        } else if let first = firsts.first, Self.mailHeaders.contains(first.lowercased()) {
            self = .mail
        } else if lines.allSatisfy(Self.isYAML) {
            self = .yaml
        } else if Self.isTable(lines) {
            self = .table
        } else {
            return nil
        }
    }

    private static let statements: Set<String> = [
        "zone", "options", "key", "acl", "view", "logging", "controls", "include", "masters", "primaries", "server",
        "statistics-channels", "trust-anchors",
    ]
    private static let terraformBlocks: Set<String> = [
        "resource", "data", "variable", "module", "provider", "locals", "output", "terraform",
    ]
    private static let updateCommands: Set<String> = [
        "update", "server", "zone", "prereq", "send", "key", "class", "ttl", "debug", "answer", "show", "add", "delete",
        "local", "quit",
    ]
    private static let lookupWords: Set<String> = [
        "Server:", "Address:", "Addresses:", "Name:", "Aliases:", "Non-authoritative",
    ]
    private static let mailHeaders: Set<String> = [
        "from:", "to:", "cc:", "subject:", "date:", "sent:", "message-id:", "reply-to:", "received:",
    ]

    /// `key: value`, `- value`, `key:`
    private static func isYAML(_ line: String) -> Bool {
        if line.hasPrefix("- ") { return true }
        guard let colon = line.firstIndex(of: ":") else { return line == "---" }
        let after = line[line.index(after: colon)...]
        return (after.isEmpty || after.first == " ") && !line[..<colon].contains(" ")
    }

    /// Rows with the same number of cells, the first of which has their names.
    private static func isTable(_ lines: [String]) -> Bool {
        let names: Set = [
            "type", "name", "host", "hostname", "value", "content", "ttl", "data", "priority", "record", "points to",
            "target",
        ]
        return [",", ";", "\t", "|"].contains { (separator: Character) in
            let cells = lines.map { $0.split(separator: separator, omittingEmptySubsequences: false) }
            guard cells[0].count > 2, cells.allSatisfy({ $0.count == cells[0].count }) else { return false }
            let header = cells[0].map { $0.lowercased().filter { $0 != "\"" && $0 != " " } }
            return header.count(where: names.contains) > 1
        }
    }

    /// What the lines belong to, with its article.
    var name: String {
        switch self {
        case .namedConfiguration: "the configuration of BIND"
        case .terraform: "a Terraform file"
        case .json: "JSON"
        case .yaml: "YAML"
        case .configuration: "a configuration file"
        case .patch: "a patch"
        case .openPGP: "an OpenPGP message"
        case .mail: "an e-mail"
        case .updateScript: "an `nsupdate` script"
        case .lookup: "the output of `nslookup`"
        case .table: "a table"
        }
    }

    /// An imperative.
    var help: String {
        switch self {
        case .terraform, .json, .yaml, .updateScript, .lookup, .table:
            "remove the lines, and write their records as in a zone file, such as `www 300 IN A 192.0.2.10`"
        case .namedConfiguration: "remove the lines; they belong in `named.conf`"
        case .patch: "remove the lines; `git apply` or `patch` applies the whole patch to the file"
        case .configuration, .openPGP, .mail: "remove the lines, or put `;` before each of them"
        }
    }
}
