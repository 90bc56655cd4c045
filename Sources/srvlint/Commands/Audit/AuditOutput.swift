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
        /// What is to go into a file, which comes to its place at the end; `nil` for standard output.
        let spool: Spool?
        /// Nobody reads it any more, or it cannot be written.
        var isLost = false
    }

    init(_ targets: [OutputTarget], _ settings: ReportSettings, color: ColorChoice) {
        self.settings = settings
        self.color = color
        places = targets.map { target in
            let reporter = target.request.format.auditReporter(target.settings(settings, color: color))
            return Place(target: target, reporter: reporter, spool: target.request.path.map { _ in Spool() })
        }
        if places.contains(where: { $0.reporter == nil }) { whole = LintReport(findings: [], files: []) }
        each { $0.beginning() }
    }

    /// Whether nobody is left to read what comes.
    var isLost: Bool { places.allSatisfy(\.isLost) }

    /// A server in one format.
    struct ServerText: Sendable {
        /// The text before it if it is the first server, and otherwise.
        let separator: (first: String, other: String)
        let text: String
    }

    /// A server in each format; `nil` for formats that are written only at the end.
    typealias Renderer = @Sendable (ServerAudit) -> [ServerText?]

    var renderer: Renderer {
        let reporters = places.map(\.reporter)
        return { audit in
            reporters.map { reporter in
                reporter.map { ServerText(separator: $0.separator, text: $0.render(audit)) }
            }
        }
    }

    mutating func write(_ judgement: CollectionQueue.Judgement) {
        let audit = judgement.audit
        tally.add(audit)
        whole?.findings += audit.report.findings
        // The zones given are the same for every server.
        if whole?.files.isEmpty == true { whole?.files = audit.report.files }
        for (index, text) in zip(places.indices, judgement.texts) {
            guard let text else { continue }
            write((isFirst ? text.separator.first : text.separator.other) + text.text, to: index)
        }
        isFirst = false
    }

    /// - Parameter left: how many servers were not audited.
    mutating func finish(left: Int) {
        tally.left = left
        let tally = tally
        each { $0.ending(tally) }
        for index in places.indices {
            attempt(index) { place throws(OutputError) in
                if let spool = place.spool, place.reporter != nil {
                    try place.target.write(FileContents(pieces: spool.each))
                }
            }
        }
        guard let whole else { return }
        var settings = settings
        settings.paths = root.paths(of: whole)
        let color = color
        for index in places.indices where places[index].reporter == nil {
            attempt(index) { place throws(OutputError) in
                try place.target.write(whole, settings, color: color, to: .output)
                guard place.target.request.format == .github, let file = JobSummary.file else { return }
                try JobSummary.append(whole, settings, to: file)
            }
        }
    }

    private mutating func each(_ text: (any AuditReporter) -> String) {
        for index in places.indices {
            if let reporter = places[index].reporter { write(text(reporter), to: index) }
        }
    }

    private mutating func write(_ text: String, to index: Int) {
        attempt(index) { place throws(OutputError) in
            guard let spool = place.spool else { return try Terminal.output.writeOrThrow(text) }
            do throws(WritingFailure) {
                try spool.append(text)
            } catch {
                throw .failed(name: "`\(place.target.request.path ?? "")`", reason: error.reason)
            }
        }
    }

    private mutating func attempt(_ index: Int, _ write: (Place) throws(OutputError) -> Void) {
        guard !places[index].isLost else { return }
        do throws(OutputError) {
            try write(places[index])
        } catch {
            places[index].isLost = true
            if error.report() != .success { hasFailed = true }
        }
    }
}
