/// The description of a rule.
public struct RuleInfo: Sendable {
    /// A family letter and three digits, never reused: `S301`.
    public let code: String
    public let family: RuleFamily
    /// The name, which makes sense after "allow": `srv-target-alias`.
    public let name: String
    public let severity: Severity
    /// Whether its findings mean "not checked" instead of "wrong" (X103, X104).
    public let isNotChecked: Bool
    /// Whether its findings of severity info hold for every zone of a kind, and no change of the zone alone removes them:
    /// what implementations do, or what the file cannot show. `check` counts them and shows them on request.
    public let isStandingNote: Bool
    /// The safety of its fix, or of the safest one if they differ; `nil` if it has none.
    public let fix: FixSafety?
    /// The data on which the absence of a finding depends.
    public let scope: RuleScope
    /// Whether the rule reports text after a semicolon, so that a comment at the end of the line would be part of it.
    public let reportsTextAfterSemicolon: Bool
    /// Whether peers cannot use the part of the route that it is about, so that they stop there or go elsewhere.
    public let stopsPeers: Bool
    /// Whether only clients are affected, so that it says nothing about federation.
    public let isForClients: Bool
    /// How an editor shows the text of its findings; `nil` for the usual way.
    public let tag: RuleTag?
    /// The test suite with the bad examples, for a rule that needs more than one zone.
    public let examplesElsewhere: String?
    /// The mistake in one line, as in the table of rules.
    public let summary: String
    private let makePage: @Sendable () -> RulePage
    private let makeExamples: @Sendable () -> [RuleExample]

    public init(
        _ code: String,
        _ name: String,
        _ severity: Severity,
        fix: FixSafety? = nil,
        isNotChecked: Bool = false,
        isStandingNote: Bool = false,
        scope: RuleScope? = nil,
        reportsTextAfterSemicolon: Bool = false,
        stopsPeers: Bool = false,
        isForClients: Bool = false,
        tag: RuleTag? = nil,
        examplesElsewhere: String? = nil,
        summary: String,
        page: @autoclosure @escaping @Sendable () -> RulePage,
        examples: @autoclosure @escaping @Sendable () -> [RuleExample]
    ) {
        self.code = code
        self.name = name
        self.severity = severity
        self.isNotChecked = isNotChecked
        self.isStandingNote = isStandingNote
        let family = RuleFamily(code: code)
        self.family = family
        self.scope = scope ?? family.usualScope
        self.reportsTextAfterSemicolon = reportsTextAfterSemicolon
        self.stopsPeers = stopsPeers
        self.isForClients = isForClients
        self.tag = tag
        self.examplesElsewhere = examplesElsewhere
        self.fix = fix
        self.summary = summary
        makePage = page
        makeExamples = examples
    }

    // A run that prints no page must not spend its time on building the pages of all rules.

    public var page: RulePage { makePage() }
    public var examples: [RuleExample] { makeExamples() }
}
