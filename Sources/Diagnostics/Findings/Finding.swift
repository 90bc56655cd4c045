import ZoneFile

/// A finding of a rule, which reporters convert to text, JSON and other formats.
///
/// The texts may quote the zone and are untrusted: a reporter escapes them for its format.
public struct Finding: Sendable {
    public var rule: RuleInfo
    public var severity: Severity
    /// Whether the finding is that something could not be checked. It is counted separately and never compared with
    /// `--fail-on`.
    public var isNotChecked: Bool
    /// What is wrong, as a clause without a full stop.
    public var message: String
    /// Why it matters, as a sentence without a full stop.
    public var why: String
    /// What to do, as a sentence without a full stop.
    public var help: String
    /// What ``help`` asks for.
    public var advice: FindingAdvice
    /// The incorrect text; `nil` if there is none, as for an unreadable file.
    public var primary: LabelledSpan?
    /// Other spans that explain it.
    public var related: [LabelledSpan]
    public var fixes: [Fix]
    /// RFC and specification sections, as the rule lists them.
    public var references: [String]
    public var subject: Subject
    /// The comment or baseline entry that suppresses the finding.
    public var suppression: Suppression?
    /// The content that identifies the finding independently of its line; `nil` if the linter did not record it.
    public var content: FindingContent?
    /// The path of a file that could not be read, if there is no ``primary``.
    public var path: String?
    /// The source of the fact, if it is not from a file.
    public var source: FactSource?
    /// What it is about on the way from a server name to its homeserver.
    public var route: RoutePosition

    public init(
        _ rule: RuleInfo,
        _ message: String,
        at primary: LabelledSpan?,
        why: String,
        help: String,
        advice: FindingAdvice = FindingAdvice(),
        related: [LabelledSpan] = [],
        fixes: [Fix] = [],
        severity: Severity? = nil,
        subject: Subject = Subject(),
        source: FactSource? = nil,
        route: RoutePosition = RoutePosition()
    ) {
        self.route = route
        self.source = source
        self.rule = rule
        self.severity = severity ?? rule.severity
        isNotChecked = rule.isNotChecked
        // `help` is not cut, because it may contain text to be copied.
        self.message = MessageText.cut(message)
        self.why = why
        self.help = help
        self.advice = advice
        self.primary = primary
        self.related = related
        self.fixes = fixes
        references = rule.page.references
        self.subject = subject
    }
}

/// A span with the label shown next to its underline.
public struct LabelledSpan: Sendable {
    public var span: SourceSpan
    public var label: String

    public init(_ span: SourceSpan, _ label: String) {
        self.span = span
        self.label = label
    }
}

/// The names that a finding is about. They are absolute, with their final dot.
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

/// The reason why a finding is suppressed.
public struct Suppression: Sendable {
    /// The text after the brackets of a comment, which may be empty, or "baseline".
    public var reason: String
    /// The span of the comment or of the baseline entry.
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
