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

    public init(of zone: Zone) {
        guard !zone.directiveComments.isEmpty else {
            comments = []
            return
        }
        comments = zone.directiveComments.compactMap { start in
            Self.parse(start.source, start.range.lowerBound)
        }
    }

    /// The finding, marked as suppressed if a comment says so.
    public func applied(to finding: Finding) -> Finding {
        guard let span = finding.primary?.span else { return finding }
        let comment = comments.first { comment in
            comment.span.source === span.source
                && (comment.entry.map { $0.contains(span.range.lowerBound) } ?? true)
                && comment.words.contains { Self.word($0, names: finding.rule) }
        }
        guard let comment else { return finding }
        var silenced = finding
        silenced.suppression = Suppression(reason: comment.reason, comment: comment.span)
        return silenced
    }

    private static func word(_ word: String, names rule: RuleInfo) -> Bool {
        !word.isEmpty && (rule.code.hasPrefix(word.uppercased()) || rule.name == word.lowercased())
    }

    /// Reads `; srvlint: ignore[…] reason` at `start`, the semicolon.
    private static func parse(_ source: SourceFile, _ start: Int) -> Comment? {
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
            entry: isFile ? nil : source.entry(forCommentAt: start)
        )
    }
}
