import Diagnostics

/// A finding as running text: what is wrong, where, why it matters and what to do.
enum FindingDescription {
    static func text(for finding: Finding) -> String {
        let severity = finding.isNotChecked ? "not checked" : finding.severity.rawValue
        let location = location(of: finding).map { " (\($0))" } ?? ""
        var text = "\(severity) \(finding.rule.code): \(finding.message)\(location)."
        if !finding.why.isEmpty { text += " " + Sentence.of(finding.why) }
        if !finding.help.isEmpty { text += " Help: " + Sentence.of(finding.help) }
        return text
    }

    private static func location(of finding: Finding) -> String? {
        if let span = finding.primary?.span {
            return "\(span.source.path):\(span.start.line):\(span.start.column)"
        }
        if let source = finding.source {
            return source.question + (source.server.map { ", from \($0)" } ?? "")
        }
        return finding.path
    }
}
