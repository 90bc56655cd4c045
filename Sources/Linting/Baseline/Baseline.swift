import Diagnostics
import ZoneFile

/// Known findings that are suppressed. They are identified by their content instead of their line.
public struct Baseline: Sendable {
    struct Key: Hashable, Sendable {
        /// Relative to the directory of the baseline.
        var file: String
        var rule: String
        var content: FindingContent
    }

    struct Entry: Sendable {
        var key: Key
        /// The number of equal findings that are known. Any further one is new.
        var count: Int
        /// The span of the entry in the baseline.
        var span: SourceSpan?
    }

    var entries: [Entry]

    public init() {
        entries = []
    }

    /// Whether a baseline may contain the finding. Findings of srvlint about its own work are never suppressed this way.
    private static func isRecordable(_ finding: Finding) -> Bool {
        !finding.isNotChecked && finding.rule.family != .tool
    }

    // MARK: - Suppressing

    /// Marks the findings of the baseline as suppressed.
    ///
    /// - Parameter files: the files of the run.
    /// - Returns: the stale entries.
    func suppress(
        in findings: inout [Finding], of files: [FileReport], _ paths: BaselinePaths
    ) -> [(entry: Entry, found: Int, span: SourceSpan)] {
        var numbers: [Key: Int] = [:]
        for (number, entry) in entries.enumerated() { numbers[entry.key] = number }
        var found = Array(repeating: 0, count: entries.count)
        let names = Names(paths)
        for (index, finding) in findings.enumerated() where finding.suppression == nil {
            guard Self.isRecordable(finding), let key = names.key(of: finding), let number = numbers[key] else {
                continue
            }
            found[number] += 1
            guard found[number] <= entries[number].count, let span = entries[number].span else { continue }
            findings[index].suppression = Suppression(reason: "baseline", comment: span, kind: .baseline)
        }
        let coverage = Coverage(files, names, paths)
        return zip(entries, found).compactMap { entry, found in
            guard found < entry.count, let span = entry.span, coverage.isConclusive(entry.key) else { return nil }
            return (entry, found, span)
        }
    }

    // MARK: - Writing

    /// Returns a baseline of all findings in the report that no comment suppresses. Entries for files and rules that the run
    /// did not check are kept, unless the file no longer exists.
    public func updated(by report: LintReport, _ paths: BaselinePaths) -> Baseline {
        let names = Names(paths)
        var counts: [Key: Int] = [:]
        for finding in report.findings where finding.suppression?.kind != .comment && Self.isRecordable(finding) {
            guard let key = names.key(of: finding) else { continue }
            counts[key, default: 0] += 1
        }
        let coverage = Coverage(report.files, names, paths)
        for entry in entries where !coverage.isConclusive(entry.key) {
            counts[entry.key] = max(counts[entry.key] ?? 0, entry.count)
        }
        var updated = Baseline()
        updated.entries = counts.map { Entry(key: $0, count: $1) }.sorted { $0.key < $1.key }
        return updated
    }

    /// The number of known findings.
    public var count: Int { entries.reduce(0) { $0 + $1.count } }

    // MARK: - Files

    /// Caches the names of files.
    private final class Names {
        private let paths: BaselinePaths
        private var known: [String: String] = [:]

        init(_ paths: BaselinePaths) {
            self.paths = paths
        }

        subscript(path: String) -> String {
            if let known = known[path] { return known }
            let name = paths.name(path)
            known[path] = name
            return name
        }

        func key(of finding: Finding) -> Key? {
            guard let content = finding.content, let path = finding.primary?.span.source.path ?? finding.path else {
                return nil
            }
            return Key(file: self[path], rule: finding.rule.code, content: content)
        }
    }

    /// Determines for which entries the absence of a finding is conclusive.
    private final class Coverage {
        private var byFile: [String: [RuleCoverage]] = [:]
        private var known: [[String]: Bool] = [:]
        private let paths: BaselinePaths
        private var gone: [String: Bool] = [:]

        init(_ files: [FileReport], _ names: Names, _ paths: BaselinePaths) {
            self.paths = paths
            for file in files {
                guard let coverage = file.coverage else { continue }
                for path in [file.path] + file.includes { byFile[names[path], default: []].append(coverage) }
            }
        }

        /// Whether an entry without a finding no longer applies.
        func isConclusive(_ key: Key) -> Bool {
            guard let coverages = byFile[key.file] else {
                if let known = gone[key.file] { return known }
                let isGone = paths.isGone(key.file)
                gone[key.file] = isGone
                return isGone
            }
            if let known = known[[key.file, key.rule]] { return known }
            // A rule that no longer exists reports nothing.
            let isConclusive =
                RuleRegistry.rule(key.rule).map { rule in
                    coverages.allSatisfy { coverage in coverage.isConclusive(rule) { coverage.leadsElsewhere(rule) } }
                } ?? true
            known[[key.file, key.rule]] = isConclusive
            return isConclusive
        }
    }
}

extension Baseline.Key: Comparable {
    static func < (left: Baseline.Key, right: Baseline.Key) -> Bool {
        (left.file, left.rule, left.content.owner ?? "", left.content.type ?? "", left.content.text)
            < (right.file, right.rule, right.content.owner ?? "", right.content.type ?? "", right.content.text)
    }
}
