import ZoneFile

/// The comments of a zone that silence findings: `; srvlint: ignore[S301,Z205] reason` on a line of a record or on the
/// line above it, `; srvlint: ignore-file[Z3] reason` anywhere.
public struct Suppressions: Sendable {
    /// One comment.
    public struct Comment: Sendable {
        /// Codes, prefixes and names as written.
        public let words: [String]
        public let reason: String
        public let span: SourceSpan
        /// What it covers; `nil` is the whole file.
        public let entry: Range<Int>?
    }

    public let comments: [Comment]
    /// Places in ``comments`` by source: those for whole files, and those for entries, which are in order.
    private var wholeFile: [ObjectIdentifier: [Int]] = [:]
    private var byEntry: [ObjectIdentifier: [Int]] = [:]

    public init(of zone: Zone) {
        comments = zone.directiveComments.isEmpty ? [] : Self.comments(at: zone.directiveComments)
        for (number, comment) in comments.enumerated() {
            let source = ObjectIdentifier(comment.span.source)
            if comment.entry == nil {
                wholeFile[source, default: []].append(number)
            } else {
                byEntry[source, default: []].append(number)
            }
        }
    }

    /// The comments that begin at the spans; each source is read once for all that stand in it.
    private static func comments(at starts: [SourceSpan]) -> [Comment] {
        var bySource: [(source: SourceFile, offsets: [Int])] = []
        var indexes: [ObjectIdentifier: Int] = [:]
        for start in starts {
            let index = indexes[ObjectIdentifier(start.source), default: bySource.count]
            if index == bySource.count {
                indexes[ObjectIdentifier(start.source)] = index
                bySource.append((start.source, []))
            }
            bySource[index].offsets.append(start.range.lowerBound)
        }
        return bySource.flatMap { source, offsets in
            let offsets = offsets.sorted()
            return zip(offsets, source.entries(forCommentsAt: offsets)).compactMap { parse(source, $0, $1) }
        }
    }

    private func start(of comment: Int) -> Int {
        comments[comment].entry?.lowerBound ?? 0
    }

    /// The findings, those that a comment silences marked as suppressed.
    public func applied(to findings: [Finding]) -> [Finding] {
        guard !comments.isEmpty else { return findings }
        // What is found in one entry, or by one rule in a file, has one answer.
        var known: [Place: Int?] = [:]
        return findings.map { finding in
            guard let span = finding.primary?.span else { return finding }
            let source = ObjectIdentifier(span.source)
            let beside = entryComments(in: source, at: span.range.lowerBound)
            let candidates = [beside, (wholeFile[source] ?? [])[...]].filter { !$0.isEmpty }
            let numbers = candidates.compactMap { candidates -> Int? in
                let place = Place(first: candidates[candidates.startIndex], rule: finding.rule.code)
                if let number = known[place] { return number }
                let number = candidates.first { comments[$0].words.contains { Self.word($0, names: finding.rule) } }
                known[place] = .some(number)
                return number
            }
            guard let comment = numbers.min().map({ comments[$0] }) else { return finding }
            var silenced = finding
            silenced.suppression = Suppression(reason: comment.reason, comment: comment.span)
            return silenced
        }
    }

    private struct Place: Hashable {
        /// The first of the comments that speak of it.
        let first: Int
        let rule: String
    }

    /// The comments of the entry that holds the byte at `offset`.
    private func entryComments(in source: ObjectIdentifier, at offset: Int) -> ArraySlice<Int> {
        guard let numbers = byEntry[source] else { return [] }
        // Entries do not overlap, so the last that begins before the place is the one.
        let end = numbers.partition { start(of: $0) > offset }
        guard end > 0, let entry = comments[numbers[end - 1]].entry, entry.contains(offset) else { return [] }
        let first = numbers.partition { start(of: $0) >= entry.lowerBound }
        return numbers[first..<end]
    }

    private static func word(_ word: String, names rule: RuleInfo) -> Bool {
        !word.isEmpty && (rule.code.hasPrefix(word.uppercased()) || rule.name == word.lowercased())
    }

    /// Reads `; srvlint: ignore[…] reason` at `start`, the semicolon.
    private static func parse(_ source: SourceFile, _ start: Int, _ entry: Range<Int>) -> Comment? {
        let line = source.range(ofLine: source.location(of: start).line)
        let text = source.text(in: start..<line.upperBound)
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let order = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        let isFile = order.hasPrefix("ignore-file[")
        guard isFile || order.hasPrefix("ignore["), let open = order.firstIndex(of: "["),
            let close = order[open...].firstIndex(of: "]")
        else { return nil }
        let words = order[order.index(after: open)..<close].split { $0 == "," || $0 == " " }.map(String.init)
        let reason = order[order.index(after: close)...].drop { $0 == " " || $0 == "\t" }
        return Comment(
            words: words,
            reason: String(reason),
            span: SourceSpan(source, start..<line.upperBound),
            entry: isFile ? nil : entry
        )
    }
}

extension [Int] {
    /// The place of the first element for which `isAfter` holds, as it does for all that follow.
    fileprivate func partition(_ isAfter: (Int) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
