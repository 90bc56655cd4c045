import ZoneFile

/// Findings that are known and not to be counted, by what they are about and not by line.
public struct Baseline: Sendable {
    struct Key: Hashable, Sendable {
        /// Relative to the folder of the baseline.
        var file: String
        var rule: String
        var content: FindingContent
    }

    struct Entry: Sendable {
        var key: Key
        /// How many equal findings are known: one more is new.
        var count: Int
        /// Where it stands in the file of the baseline.
        var place: SourceSpan?
    }

    var entries: [Entry]

    public init() {
        entries = []
    }

    /// What silences a finding for good, and is not put off.
    private static func isKept(_ finding: Finding) -> Bool {
        !finding.isNotChecked && finding.rule.family != "X1"
    }

    // MARK: - Silencing

    /// The report with known findings marked as suppressed, and with what is out of date (X106) at its end.
    ///
    /// - Parameters:
    ///   - name: the path of a file as the baseline has it.
    ///   - isGone: whether there is no file any more that the baseline names so.
    public func applied(
        to report: LintReport, selection: RuleSelection = RuleSelection(), name: @escaping (String) -> String,
        isGone: @escaping (String) -> Bool = { _ in false }
    ) -> LintReport {
        var report = report
        var numbers: [Key: Int] = [:]
        for (number, entry) in entries.enumerated() { numbers[entry.key] = number }
        var found = Array(repeating: 0, count: entries.count)
        let names = Names(name)
        for (index, finding) in report.findings.enumerated() where finding.suppression == nil {
            guard Self.isKept(finding), let key = names.key(of: finding), let number = numbers[key] else { continue }
            found[number] += 1
            guard found[number] <= entries[number].count, let place = entries[number].place else { continue }
            report.findings[index].suppression = Suppression(reason: "baseline", comment: place, kind: .baseline)
        }
        guard selection.contains(StaleBaseline.info) else { return report }
        let hearings = Hearings(report, names, isGone)
        var sink = FindingSink()
        for (entry, found) in zip(entries, found) where found < entry.count {
            guard let place = entry.place, hearings.isConclusive(entry.key) else { continue }
            sink.report(StaleBaseline.finding(entry, found: found, at: place))
        }
        report.findings += sink.findings
        return report
    }

    // MARK: - Writing

    /// The baseline that knows all findings of the report that no comment silences. What it has of files and rules
    /// that the run did not judge stays, unless the file is gone.
    public func updated(
        by report: LintReport, name: @escaping (String) -> String, isGone: @escaping (String) -> Bool = { _ in false }
    ) -> Baseline {
        let names = Names(name)
        var counts: [Key: Int] = [:]
        for finding in report.findings where finding.suppression?.kind != .comment && Self.isKept(finding) {
            guard let key = names.key(of: finding) else { continue }
            counts[key, default: 0] += 1
        }
        let hearings = Hearings(report, names, isGone)
        for entry in entries where !hearings.isConclusive(entry.key) {
            counts[entry.key] = max(counts[entry.key] ?? 0, entry.count)
        }
        var updated = Baseline()
        updated.entries = counts.map { Entry(key: $0, count: $1) }.sorted { $0.key < $1.key }
        return updated
    }

    public var count: Int { entries.reduce(0) { $0 + $1.count } }

    // MARK: - Files

    /// The names of files, each made once.
    private final class Names {
        private let name: (String) -> String
        private var known: [String: String] = [:]

        init(_ name: @escaping (String) -> String) {
            self.name = name
        }

        subscript(path: String) -> String {
            if let known = known[path] { return known }
            let name = name(path)
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

    /// What the run can tell of files.
    private final class Hearings {
        private var byFile: [String: [RuleHearing]] = [:]
        private var known: [[String]: Bool] = [:]
        private let isGone: (String) -> Bool
        private var gone: [String: Bool] = [:]

        init(_ report: LintReport, _ names: Names, _ isGone: @escaping (String) -> Bool) {
            self.isGone = isGone
            for file in report.files {
                guard let hearing = file.hearing else { continue }
                for path in [file.path] + file.includes { byFile[names[path], default: []].append(hearing) }
            }
        }

        /// Whether a finding that the run does not have is not there.
        func isConclusive(_ key: Key) -> Bool {
            guard let hearings = byFile[key.file] else {
                if let known = gone[key.file] { return known }
                let isGone = isGone(key.file)
                gone[key.file] = isGone
                return isGone
            }
            if let known = known[[key.file, key.rule]] { return known }
            // A rule that there is no more finds nothing.
            let isConclusive =
                RuleRegistry.rule(key.rule).map { rule in
                    hearings.allSatisfy { hearing in hearing.isConclusive(rule) { hearing.leadsElsewhere(rule) } }
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
