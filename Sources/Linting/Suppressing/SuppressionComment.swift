import Diagnostics
import ZoneFile

/// A comment in a zone that suppresses findings: `; srvlint: ignore[S301,Z205] reason` or
/// `; srvlint: ignore-file[Z3] reason`.
public struct SuppressionComment: Sendable {
    /// A rule code, a code prefix, or a rule name, as written.
    public struct Word: Sendable {
        public let text: String
        public let range: Range<Int>

        /// Whether it selects the rule.
        func names(_ rule: RuleInfo) -> Bool {
            rule.code.hasPrefix(text.uppercased()) || rule.name == text.lowercased()
                || RenamedRules.isOldName(text, of: rule.code)
        }
    }

    /// The part of the file in which a comment suppresses findings.
    public enum Reach: Sendable, Equatable {
        case file
        /// The range of the record or directive that it belongs to: on one of its lines, or on the line above.
        case entry(Range<Int>)
        /// It is a comment for a record, but there is no record.
        case nothing
    }

    public let words: [Word]
    /// The text after the brackets; empty if there is none.
    public let reason: String
    /// The comment from the semicolon to the last character that is not white space.
    public let span: SourceSpan
    /// The range between the brackets.
    public let list: Range<Int>
    public let reach: Reach

    var entry: Range<Int>? {
        if case .entry(let range) = reach { range } else { nil }
    }
}

/// A comment that starts with `srvlint` but is not a valid suppression comment.
public struct SuppressionMistake: Sendable {
    public enum Kind: Sendable, Equatable {
        /// `srvlint: ignore[]`
        case empty
        /// A bracket, colon or verb as in other tools. The intention is recognisable.
        case form
        /// A word other than `ignore` or `ignore-file`.
        case order(String)
        /// After `#` or `//`, which do not start a comment.
        case foreign
    }

    public let kind: Kind
    /// The range from `srvlint` to the end of the instruction.
    public let span: SourceSpan
    /// The correct text for ``span``, if there is only one sensible interpretation.
    public let meant: String?
}
