import Federation
import Linting

/// The findings about one server name as JSON.
enum FindingsJSON {
    /// The findings, each with the index of the one that it follows from, if there is one.
    static func findings(of report: ServerReport) -> [JSONValue] {
        zip(report.findings, report.causes).map { finding, cause in
            guard let cause else { return ReportJSON.finding(finding) }
            return ReportJSON.finding(finding).adding(["causedBy": JSONValue(cause)])
        }
    }
}
