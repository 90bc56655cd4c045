import Diagnostics
import Federation
import Linting

/// The findings about one server name as JSON.
enum FindingsJSON {
    /// The findings, each with the index of the one that it follows from, if there is one.
    static func findings(of report: ServerReport) -> [JSONValue] {
        zip(report.findings, report.causes).map { finding, cause in
            guard let cause else { return ReportJSON.finding(finding) }
            return ReportJSON.finding(resolved(finding, by: cause, report)).adding(["causedBy": JSONValue(cause)])
        }
    }

    /// Returns a consequence with what an explanation recommends, which is not what its rule recommends for it alone.
    private static func resolved(_ finding: Finding, by cause: Int, _ report: ServerReport) -> Finding {
        var cause: Int? = cause
        while let known = cause, report.findings[known].suppression != nil { cause = report.causes[known] }
        guard let cause, finding.severity > .info else { return finding }
        var finding = finding
        var relief = ExplanationFinding.relief(
            finding, report.findings[cause], report.findings[cause].rule.code, report)
        if relief.hasSuffix(".") { relief.removeLast() }
        finding.help = relief.prefix(1).lowercased() + relief.dropFirst()
        return finding
    }
}
