import Diagnostics
import ZoneFile

/// Known findings that are suppressed. They are identified by their content instead of their line.
public struct Baseline: Sendable {
    /// What a finding is in.
    enum Scope: Hashable, Sendable {
        /// A file, relative to the directory of the baseline.
        case file(String)
        /// A Matrix server, by its name in lower case.
        case server(String)
    }

    struct Key: Hashable, Sendable {
        var scope: Scope
        var rule: String
        var content: FindingContent
    }

    struct Entry: Sendable {
        var key: Key
        /// The number of equal findings that are known. Any further one is new.
        var count: Int
        /// The severity of a finding about a server: one that has become worse is new. `nil` if any severity is known.
        var severity: Severity?
        /// The span of the entry in the baseline.
        var span: SourceSpan?
    }

    /// An entry that was found less often than it says, and its span.
    typealias StaleEntry = (entry: Entry, found: Int, span: SourceSpan)

    var entries: [Entry]

    public init() {
        entries = []
    }

    /// - Parameter entries: The entries, each with its own key.
    init(_ entries: [Entry]) {
        self.entries = entries.sorted { $0.key < $1.key }
    }

    // MARK: - Suppressing

    /// Marks the findings of the baseline as suppressed.
    ///
    /// - Parameter files: the files of the run.
    /// - Returns: the stale entries.
    func suppress(
        in findings: inout [Finding], of files: [FileReport], _ paths: BaselinePaths
    ) -> [StaleEntry] {
        var numbers: [Key: Int] = [:]
        for (number, entry) in entries.enumerated() { numbers[entry.key] = number }
        var found = Array(repeating: 0, count: entries.count)
        let names = Names(paths)
        for (index, finding) in findings.enumerated() where finding.suppression == nil {
            guard finding.isRecordable, let key = names.key(of: finding), let number = numbers[key] else {
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
        for finding in report.findings where finding.suppression?.kind != .comment && finding.isRecordable {
            guard let key = names.key(of: finding) else { continue }
            counts[key, default: 0] += 1
        }
        let coverage = Coverage(report.files, names, paths)
        var kept: [Entry] = []
        for entry in entries where !coverage.isConclusive(entry.key) {
            guard case .file = entry.key.scope else {
                kept.append(entry)
                continue
            }
            counts[entry.key] = max(counts[entry.key] ?? 0, entry.count)
        }
        return Baseline(counts.map { Entry(key: $0, count: $1) } + kept)
    }

    /// The number of known findings.
    public var count: Int { entries.reduce(0) { $0 + $1.count } }
}

extension Baseline.Key: Comparable {
    static func < (left: Baseline.Key, right: Baseline.Key) -> Bool {
        guard left.scope.rank == right.scope.rank else { return left.scope.rank < right.scope.rank }
        return (left.scope.name, left.rule, left.content.owner ?? "", left.content.type ?? "", left.content.text)
            < (right.scope.name, right.rule, right.content.owner ?? "", right.content.type ?? "", right.content.text)
    }
}

extension Baseline.Scope {
    /// The path or the server name.
    var name: String {
        switch self {
        case .file(let name), .server(let name): name
        }
    }

    /// Files are before servers.
    fileprivate var rank: Int {
        if case .file = self { 0 } else { 1 }
    }
}

extension Finding {
    /// Whether a baseline may contain the finding. Findings of srvlint about its own work are never suppressed this way.
    var isRecordable: Bool { !isNotChecked && rule.family != .tool }
}
