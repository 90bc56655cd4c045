/// The page that `srvlint explain` shows: Markdown paragraphs under fixed headings.
public struct RulePage: Sendable {
    public let whatItChecks: String
    public let whyItMatters: String
    public let howToFix: String
    /// References such as "RFC 2782" and "Matrix server-server §2.1".
    public let references: [String]

    public init(whatItChecks: String, whyItMatters: String, howToFix: String, references: [String]) {
        self.whatItChecks = whatItChecks
        self.whyItMatters = whyItMatters
        self.howToFix = howToFix
        self.references = references
    }
}
