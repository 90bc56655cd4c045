import Diagnostics
import Linting

/// Checkstyle's XML, which many tools read. Its levels are error, warning and info. Something that could not be checked is
/// an entry whose message says so.
public struct CheckstyleReporter: Reporter {
    public init() {}

    public func render(_ report: LintReport) -> String {
        var xml = XMLText()
        xml.element("checkstyle", [("version", "4.3")]) { xml in
            for group in FindingGroup.all(of: report) {
                xml.element("file", [("name", group.name)]) { xml in
                    for finding in group.findings where finding.suppression == nil {
                        xml.element("error", attributes(finding))
                    }
                    // Without an entry the file would look clean.
                    if case .unreadable = group.emptyReason {
                        xml.element(
                            "error", [("line", "0"), ("severity", "warning"), ("message", "not checked")])
                    }
                }
            }
        }
        return xml.text
    }

    private func attributes(_ finding: Finding) -> [XMLText.Attribute] {
        let start = finding.primary?.span.start
        let message = finding.sentences.joined(separator: " ")
        return [
            ("line", String(start?.line ?? 0)),
            ("column", start.map { String($0.column) }),
            ("severity", finding.severity.rawValue),
            ("message", finding.isNotChecked ? "not checked: " + message : message),
            ("source", "srvlint." + finding.rule.code),
        ]
    }
}
