import Diagnostics
import ZoneFile

/// A comment of a zone that silences findings: `; srvlint: ignore[S301,Z205] reason` or
/// `; srvlint: ignore-file[Z3] reason`.
public struct SuppressionComment: Sendable {
    /// A code, the beginning of one, or a name, as written.
    public struct Word: Sendable {
        public let text: String
        public let range: Range<Int>

        /// Whether it names the rule.
        func names(_ rule: RuleInfo) -> Bool {
            rule.code.hasPrefix(text.uppercased()) || rule.name == text.lowercased()
                || RenamedRules.isOldName(text, of: rule.code)
        }
    }

    /// What a comment is for.
    public enum Reach: Sendable, Equatable {
        case file
        /// The lines of the record or directive that it stands on, or directly above.
        case entry(Range<Int>)
        /// It is for a record, and there is none.
        case nothing
    }

    public let words: [Word]
    /// Empty when none was given.
    public let reason: String
    /// From the semicolon to the last character that is no blank.
    public let span: SourceSpan
    /// What stands between the brackets.
    public let list: Range<Int>
    public let reach: Reach

    var entry: Range<Int>? {
        if case .entry(let range) = reach { range } else { nil }
    }
}

/// A comment that begins with `srvlint` and is none of the two.
public struct SuppressionMistake: Sendable {
    public enum Kind: Sendable, Equatable {
        /// `srvlint: ignore[]`
        case empty
        /// A bracket, a colon or a verb as other tools have it, where the order is recognised all the same.
        case form
        /// Another word than `ignore` and `ignore-file`.
        case order(String)
        /// Behind `#` or `//`, which begin no comment.
        case foreign
    }

    public let kind: Kind
    /// From `srvlint` to the end of the order.
    public let span: SourceSpan
    /// What was meant, if it has one sensible reading: it takes the place of ``span``.
    public let meant: String?
}
