import Linting

/// The last lines of a text report: the number of findings, and the files that were not checked completely.
enum SummaryLine {
    /// - Parameter offersUnsafe: Whether fixes that change the published records are requested too.
    static func lines(
        _ report: LintReport,
        _ paths: RepositoryPaths = RepositoryPaths(),
        offersUnsafe: Bool = false
    ) -> [String] {
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
        if let fixable = fixable(report, offersUnsafe) { line += " · " + fixable }
        if summary.notChecked > 0 { line += " · \(number(summary.notChecked)) not checked" }
        if report.standingNotes > 0 { line += " · \(count(report.standingNotes, "note", "notes")), shown with -v" }
        return [line] + fixed(report) + report.files.compactMap { remark(on: $0, paths) }
    }

    private static func fixed(_ report: LintReport) -> [String] {
        guard let fixed = report.fixed, fixed.findings > 0 else { return [] }
        return ["\(number(fixed.findings)) fixed in \(count(fixed.files, "file", "files"))"]
    }

    /// The number of fixable findings and the options that fix them. What a run with `--fix` did not fix is not offered
    /// again.
    private static func fixable(_ report: LintReport, _ offersUnsafe: Bool) -> String? {
        let summary = report.summary
        let safe = report.fixed == nil ? summary.fixable - summary.unsafelyFixable : 0
        let unsafe = offersUnsafe && report.fixed != nil ? 0 : summary.unsafelyFixable
        if unsafe == 0 { return safe == 0 ? nil : "\(number(safe)) fixable with --fix" }
        if safe == 0 || offersUnsafe { return "\(number(safe + unsafe)) fixable with --fix --unsafe-fixes" }
        return "\(number(safe)) fixable with --fix, \(number(unsafe)) more with --unsafe-fixes"
    }

    /// A remark on a file that could otherwise be taken for a clean one.
    private static func remark(on file: FileReport, _ paths: RepositoryPaths) -> String? {
        let path = VisibleText.escape(paths(file.path))
        return switch file.status {
        case .complete: nil
        case .incomplete:
            "incomplete: \(path) (parts could not be read; missing records that may be in them are not reported)"
        case .unreadable: "unreadable: \(path)"
        case .included:
            "included: \(path) (checked as part of \(VisibleText.escape(paths(file.includedBy ?? ""))))"
        }
    }

    private static func count(_ count: Int, _ one: String, _ many: String) -> String {
        "\(number(count)) \(count == 1 ? one : many)"
    }

    private static func number(_ number: Int) -> String { NumberText.grouped(number) }
}
