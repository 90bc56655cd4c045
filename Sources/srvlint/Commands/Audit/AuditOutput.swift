import Linting
import Reporting

/// Writes audits wherever they are wanted: as they come, where the format allows it, the rest at the end.
struct AuditOutput {
    private var places: [Place]
    private let settings: ReportSettings
    private let color: ColorChoice
    private let root = RepositoryRoot(near: ".")
    private var tally = AuditTally()
    /// The findings of all servers, kept only for formats that are written as a whole.
    private var whole: LintReport?
    private var isFirst = true
    /// Whether something could not be written.
    private(set) var hasFailed = false

    private struct Place {
        let target: OutputTarget
        /// `nil`: its format is written as a whole.
        let reporter: (any AuditReporter)?
        /// Nobody reads it any more, or it cannot be written.
        var isLost = false
    }

    init(_ targets: [OutputTarget], _ settings: ReportSettings, color: ColorChoice) {
        self.settings = settings
        self.color = color
        places = targets.map { target in
            let reporter = target.request.format.auditReporter(target.settings(settings, color: color))
            return Place(target: target, reporter: reporter)
        }
        if places.contains(where: { $0.reporter == nil }) { whole = LintReport(findings: [], files: []) }
        each { target, reporter throws(OutputError) in
            target.clear()
            try target.append(reporter.beginning())
        }
    }

    /// Whether nobody is left to read what comes.
    var isLost: Bool { places.allSatisfy(\.isLost) }

    mutating func write(_ audit: ServerAudit) {
        tally.add(audit)
        whole?.findings += audit.report.findings
        // The zones given are the same for every server.
        if isFirst { whole?.files = audit.report.files }
        let isFirst = isFirst
        each { target, reporter throws(OutputError) in try target.append(reporter.render(audit, isFirst: isFirst)) }
        self.isFirst = false
    }

    /// - Parameter left: how many servers were not audited.
    mutating func finish(left: Int) {
        tally.left = left
        let tally = tally
        each { target, reporter throws(OutputError) in
            defer { target.finish() }
            try target.append(reporter.ending(tally))
        }
        guard let whole else { return }
        var settings = settings
        settings.paths = root.paths(of: whole)
        let color = color
        for index in places.indices where places[index].reporter == nil {
            attempt(index) { target throws(OutputError) in
                try target.write(whole, settings, color: color, to: .output)
                guard target.request.format == .github, let file = JobSummary.file else { return }
                try JobSummary.append(whole, settings, to: file)
            }
        }
    }

    private mutating func each(_ write: (OutputTarget, any AuditReporter) throws(OutputError) -> Void) {
        for index in places.indices {
            guard let reporter = places[index].reporter else { continue }
            attempt(index) { target throws(OutputError) in try write(target, reporter) }
        }
    }

    private mutating func attempt(_ index: Int, _ write: (OutputTarget) throws(OutputError) -> Void) {
        guard !places[index].isLost else { return }
        do throws(OutputError) {
            try write(places[index].target)
        } catch {
            places[index].isLost = true
            if error.report() != .success { hasFailed = true }
        }
    }
}
