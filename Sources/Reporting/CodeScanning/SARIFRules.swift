import Diagnostics

/// The rules of the results, as SARIF and code scanning have them: each once, by code.
struct SARIFRules {
    let descriptors: [SARIF.Descriptor]
    private let indexes: [String: Int]

    init(of findings: [Finding]) {
        var rules: [String: RuleInfo] = [:]
        for finding in findings { rules[finding.rule.code] = finding.rule }
        let sorted = rules.values.sorted { $0.code < $1.code }
        descriptors = sorted.map(Self.descriptor)
        indexes = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.code, $0) })
    }

    func index(of rule: RuleInfo) -> Int {
        indexes[rule.code] ?? -1
    }

    static func level(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .info: "note"
        }
    }

    private static func descriptor(_ rule: RuleInfo) -> SARIF.Descriptor {
        let page = rule.page
        let full = [page.whatItChecks, page.whyItMatters].filter { !$0.isEmpty }.joined(separator: "\n\n")
        let help = [page.howToFix, "More: srvlint explain \(rule.code)"].filter { !$0.isEmpty }
        return SARIF.Descriptor(
            id: rule.code,
            name: rule.name,
            shortDescription: text(rule.summary.isEmpty ? rule.name : Sentence.of(rule.summary)),
            fullDescription: text(full.isEmpty ? rule.name : full),
            help: SARIF.Help(
                text: SARIFText.plain(help.joined(separator: "\n\n")),
                markdown: RulePageText(style: .plain, width: nil).render(rule)
            ),
            defaultConfiguration: SARIF.Configuration(level: level(rule.severity)),
            properties: SARIF.RuleProperties(
                tags: rule.family.tags, precision: "very-high", severity: problemSeverity(rule.severity))
        )
    }

    /// As long as GitHub takes it.
    private static func text(_ text: String) -> SARIF.Message {
        let plain = SARIFText.plain(text)
        return SARIF.Message(text: plain.count <= 1024 ? plain : plain.prefix(1023) + "…")
    }

    private static func problemSeverity(_ severity: Severity) -> String {
        severity == .info ? "recommendation" : severity.rawValue
    }
}
