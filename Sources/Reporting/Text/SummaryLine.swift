import Linting

/// The last lines of a text report: what was found, and what was not looked at.
enum SummaryLine {
    /// What follows the number of findings that have a fix.
    static let fixable = "fixable"

    static func lines(_ report: LintReport, _ paths: RepositoryPaths = RepositoryPaths()) -> [String] {
        let summary = report.summary
        let found = summary.error + summary.warning + summary.info
        let records = report.files.reduce(0) { $0 + $1.records }

        var line = found == 0 ? "no findings" : count(found, "finding", "findings")
        if summary.suppressed > 0 { line += " (\(number(summary.suppressed)) suppressed)" }
        line += " in \(count(report.files.count, "file", "files")), \(count(records, "record", "records"))"
        let severities = [
            (summary.error, "error", "errors"), (summary.warning, "warning", "warnings"),
            (summary.info, "info", "info"),
        ]
        let counts = severities.filter { $0.0 > 0 }.map { count($0.0, $0.1, $0.2) }
        if !counts.isEmpty { line += ": " + counts.joined(separator: ", ") }
        if summary.fixable > 0 { line += " · \(number(summary.fixable)) \(fixable)" }
        if summary.notChecked > 0 { line += " · \(number(summary.notChecked)) not checked" }
        return [line] + report.files.compactMap { remark(on: $0, paths) }
    }

    /// What must not be taken for a clean file.
    private static func remark(on file: FileReport, _ paths: RepositoryPaths) -> String? {
        let path = VisibleText.escape(paths(file.path))
        return switch file.status {
        case .complete: nil
        case .incomplete:
            "incomplete: \(path) (not all of the zone was read: nothing is concluded from what is missing)"
        case .unreadable: "unreadable: \(path)"
        case .included:
            "included: \(path) (judged in \(VisibleText.escape(paths(file.includedBy ?? ""))), not by itself)"
        }
    }

    private static func count(_ count: Int, _ one: String, _ many: String) -> String {
        "\(number(count)) \(count == 1 ? one : many)"
    }

    /// `1,204`.
    private static func number(_ number: Int) -> String {
        var digits = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0, index % 3 == 0 { digits.append(",") }
            digits.append(digit)
        }
        return String(digits.reversed())
    }
}
