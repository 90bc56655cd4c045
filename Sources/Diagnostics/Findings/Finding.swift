import ZoneFile

/// One thing worth saying about a zone: a value that reporters turn into text, JSON and the rest.
///
/// Texts may quote the zone. They are untrusted: a reporter escapes them for its format.
public struct Finding: Sendable {
    public var rule: RuleInfo
    public var severity: Severity
    /// Whether this says that something could not be checked: counted apart and never compared with `--fail-on`.
    public var isNotChecked: Bool
    /// What is wrong, in one clause without a final dot.
    public var message: String
    /// Why it matters, in one sentence without a final dot.
    public var why: String
    /// What to do, in one sentence without a final dot.
    public var help: String
    /// The offending text; `nil` where no text is at fault (an unreadable file).
    public var primary: LabelledSpan?
    /// Other places that explain it.
    public var related: [LabelledSpan]
    public var fixes: [Fix]
    /// RFC and specification sections, as the rule lists them.
    public var references: [String]
    public var subject: Subject
    /// Set when a comment in the zone, or the baseline, silences the finding.
    public var suppression: Suppression?
    /// What it is about, wherever that stands; `nil` where nobody asked the linter to tell.
    public var content: FindingContent?
    /// The path of a file that could not be read, when there is no ``primary``.
    public var path: String?
    /// Where the fact comes from, when it stands in no file.
    public var source: FactSource?

    public init(
        _ rule: RuleInfo,
        _ message: String,
        at primary: LabelledSpan?,
        why: String,
        help: String,
        related: [LabelledSpan] = [],
        fixes: [Fix] = [],
        severity: Severity? = nil,
        subject: Subject = Subject(),
        source: FactSource? = nil
    ) {
        self.source = source
        self.rule = rule
        self.severity = severity ?? rule.severity
        isNotChecked = rule.isNotChecked
        // `help` is not cut, because it may contain text to be copied.
        self.message = MessageText.cut(message)
        self.why = why
        self.help = help
        self.primary = primary
        self.related = related
        self.fixes = fixes
        references = rule.page.references
        self.subject = subject
    }
}

/// A span with the words that stand beside its underline.
public struct LabelledSpan: Sendable {
    public var span: SourceSpan
    public var label: String

    public init(_ span: SourceSpan, _ label: String) {
        self.span = span
        self.label = label
    }
}

/// What a finding speaks of; names are absolute, with their final dot.
public struct Subject: Sendable, Equatable {
    public var zone: String?
    public var owner: String?
    /// The Matrix server name, without a final dot.
    public var serverName: String?

    public init(zone: String? = nil, owner: String? = nil, serverName: String? = nil) {
        self.zone = zone
        self.owner = owner
        self.serverName = serverName
    }
}

/// What silences a finding.
public struct Suppression: Sendable {
    /// The words after the brackets of a comment, empty when none were given; "baseline".
    public var reason: String
    /// The comment, or the line of the baseline.
    public var comment: SourceSpan
    public var kind: Kind

    public enum Kind: String, Sendable {
        case comment, baseline
    }

    public init(reason: String, comment: SourceSpan, kind: Kind = .comment) {
        self.reason = reason
        self.comment = comment
        self.kind = kind
    }
}
