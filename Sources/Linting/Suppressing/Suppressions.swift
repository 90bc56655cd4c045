import Diagnostics
import ZoneFile

/// The suppression comments of a zone: `; srvlint: ignore[S301,Z205] reason` on a line of a record or on the line above it,
/// and `; srvlint: ignore-file[Z3] reason` anywhere.
public struct Suppressions: Sendable {
    public private(set) var comments: [SuppressionComment] = []
    /// Invalid suppression comments.
    public private(set) var mistakes: [SuppressionMistake] = []
    /// Indexes in ``comments`` by source: those for whole files, and those for entries, which are in order.
    private var wholeFile: [ObjectIdentifier: [Int]] = [:]
    private var byEntry: [ObjectIdentifier: [Int]] = [:]

    /// The words in the comments that are old names of rules, in lower case.
    var oldRuleNames: Set<String> {
        let words = Set(comments.lazy.flatMap(\.words).map { $0.text.lowercased() })
        return words.filter { !RenamedRules.codes(named: $0).isEmpty }
    }

    public init(of zone: Zone) {
        guard !zone.directiveComments.isEmpty else { return }
        // Each source is read once for all of its comments.
        var bySource: [(source: SourceFile, offsets: [Int])] = []
        var indexes: [ObjectIdentifier: Int] = [:]
        for start in zone.directiveComments {
            let index = indexes[ObjectIdentifier(start.source), default: bySource.count]
            if index == bySource.count {
                indexes[ObjectIdentifier(start.source)] = index
                bySource.append((start.source, []))
            }
            bySource[index].offsets.append(start.range.lowerBound)
        }
        for (source, offsets) in bySource { add(source, offsets.sorted()) }
    }

    /// Reads the suppression comments of a single file.
    public init(of source: SourceFile) {
        add(source, source.directiveComments())
    }

    private mutating func add(_ source: SourceFile, _ offsets: [Int]) {
        let entries = source.entries(forCommentsAt: offsets)
        for (number, offset) in offsets.enumerated() {
            let line = source.range(ofLine: source.location(of: offset).line)
            // Another directive may follow in the same comment.
            var end = line.upperBound
            if number + 1 < offsets.count { end = min(end, offsets[number + 1]) }
            while end > offset, source[end - 1] == 0x20 || source[end - 1] == 0x09 { end -= 1 }
            var start = offset
            while start < end, source[start] == 0x3B || source[start] == 0x20 || source[start] == 0x09 { start += 1 }
            switch SuppressionSyntax.read(source, start..<end) {
            case .prose: break
            case .mistake(let mistake): mistakes.append(mistake)
            case .comment(let words, let list, let reason, let isFile):
                let entry = entries[number]
                let comment = SuppressionComment(
                    words: words,
                    reason: reason,
                    span: SourceSpan(source, offset..<end),
                    list: list,
                    reach: isFile ? .file : entry.isEmpty ? .nothing : .entry(entry)
                )
                add(comment)
            }
        }
    }

    private mutating func add(_ comment: SuppressionComment) {
        let source = ObjectIdentifier(comment.span.source)
        switch comment.reach {
        case .file: wholeFile[source, default: []].append(comments.count)
        case .entry: byEntry[source, default: []].append(comments.count)
        case .nothing: break
        }
        comments.append(comment)
    }

    /// The words that suppressed a finding.
    struct Use {
        /// Indexes of words by the index of the comment.
        var words: [Int: Set<Int>] = [:]
    }

    /// Returns the findings, with those that a comment suppresses marked as suppressed.
    func applied(to findings: [Finding], noting use: inout Use) -> [Finding] {
        guard !comments.isEmpty else { return findings }
        // All findings of a rule in the same entry have the same result.
        var known: [CacheKey: Int?] = [:]
        return findings.map { finding in
            guard let span = finding.primary?.span else { return finding }
            let source = ObjectIdentifier(span.source)
            var candidates = [(wholeFile[source] ?? [])[...]]
            if !Self.isForFilesOnly(finding.rule) {
                candidates.append(entryComments(in: source, at: span.range.lowerBound))
            }
            let numbers = candidates.filter { !$0.isEmpty }.compactMap { candidates -> Int? in
                let key = CacheKey(first: candidates[candidates.startIndex], rule: finding.rule.code)
                if let number = known[key] { return number }
                let number = firstThatNames(finding.rule, candidates, &use)
                known[key] = .some(number)
                return number
            }
            guard let comment = numbers.min().map({ comments[$0] }) else { return finding }
            var suppressed = finding
            suppressed.suppression = Suppression(reason: comment.reason, comment: comment.span)
            return suppressed
        }
    }

    /// Records the use of every comment that names the rule: each of them would be needed without the others.
    ///
    /// - Returns: the first of them.
    private func firstThatNames(_ rule: RuleInfo, _ candidates: ArraySlice<Int>, _ use: inout Use) -> Int? {
        var first: Int?
        for number in candidates {
            for (index, word) in comments[number].words.enumerated() where word.names(rule) {
                use.words[number, default: []].insert(index)
                first = first ?? number
                // A duplicate of the word is unused, which X101 reports.
                if word.text.uppercased() == rule.code || word.text.lowercased() == rule.name { break }
            }
        }
        return first
    }

    /// Whether only a comment for the whole file can suppress the rule. Findings about suppression comments are of this kind:
    /// a comment on a comment could need another one.
    static func isForFilesOnly(_ rule: RuleInfo) -> Bool {
        rule.scope == .suppressions
    }

    private struct CacheKey: Hashable {
        /// The first of the comments that apply.
        let first: Int
        let rule: String
    }

    private func start(of comment: Int) -> Int {
        comments[comment].entry?.lowerBound ?? 0
    }

    /// Returns the comments of the entry that contains the byte at `offset`.
    private func entryComments(in source: ObjectIdentifier, at offset: Int) -> ArraySlice<Int> {
        guard let numbers = byEntry[source] else { return [] }
        // Entries do not overlap, so only the last one that starts at or before the offset can contain it.
        let end = numbers.partitioningIndex { start(of: $0) > offset }
        guard end > 0, let entry = comments[numbers[end - 1]].entry, entry.contains(offset) else { return [] }
        let first = numbers.partitioningIndex { start(of: $0) >= entry.lowerBound }
        return numbers[first..<end]
    }
}
