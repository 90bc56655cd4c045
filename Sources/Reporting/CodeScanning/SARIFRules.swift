import Diagnostics
import Federation

/// The rules of the results as reporting descriptors, each once and sorted by code.
struct SARIFRules {
    let descriptors: [JSONValue]
    private let indices: [String: Int]

    init(of findings: [Finding]) {
        var rules: [String: RuleInfo] = [:]
        for finding in findings { rules[finding.rule.code] = finding.rule }
        let sorted = rules.values.sorted { $0.code < $1.code }
        descriptors = sorted.map(Self.descriptor)
        indices = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.code, $0) })
    }

    func index(of rule: RuleInfo) -> Int {
        indices[rule.code] ?? -1
    }

    static func level(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .info: "note"
        }
    }

    private static func descriptor(_ rule: RuleInfo) -> JSONValue {
        let page = rule.page
        let full = [page.whatItChecks, page.whyItMatters].filter { !$0.isEmpty }.joined(separator: "\n\n")
        let help = [page.howToFix, "More: srvlint explain \(rule.code)"].filter { !$0.isEmpty }
        return [
            "id": JSONValue(rule.code),
            "name": JSONValue(rule.name),
            "shortDescription": text(rule.summary.isEmpty ? rule.name : Sentence.of(rule.summary)),
            "fullDescription": text(full.isEmpty ? rule.name : full),
            "help": [
                "text": JSONValue(SARIFText.plain(help.joined(separator: "\n\n"))),
                "markdown": JSONValue(RulePageText(style: .plain, width: nil).render(rule)),
            ],
            "defaultConfiguration": ["level": JSONValue(level(rule.severity))],
            // GitHub sorts and filters by these.
            "properties": [
                "tags": JSONValue(rule.family.tags),
                "precision": "very-high",
                "problem.severity": JSONValue(problemSeverity(rule.severity)),
            ],
        ]
    }

    /// A message of at most the length that GitHub accepts.
    private static func text(_ text: String) -> JSONValue {
        let plain = SARIFText.plain(text)
        return SARIFText.message(plain: plain.count <= 1024 ? plain : plain.prefix(1023) + "…")
    }

    private static func problemSeverity(_ severity: Severity) -> String {
        severity == .info ? "recommendation" : severity.rawValue
    }
}
