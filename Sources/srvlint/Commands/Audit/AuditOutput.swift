import Linting
import Reporting

/// Writes audits to all targets: server by server if the format allows it, otherwise at the end.
struct AuditOutput {
    private var outputs: [Output]
    private let settings: ReportSettings
    private let color: ColorChoice
    private let root = RepositoryRoot(near: ".")
    private var tally = AuditTally()
    /// The findings of all servers, kept only for formats that are written as a whole.
    private var whole: LintReport?
    private var isFirst = true
    /// Whether something could not be written.
    private(set) var hasFailed = false

    private struct Output {
        let target: OutputTarget
        /// `nil` if the format is written at the end.
        let reporter: (any AuditReporter)?
        /// The text for a file, which is written at the end; `nil` for standard output.
        let spool: Spool?
        /// The document that servers are added to, for formats that have one.
        var document: (any AuditDocument)?
        /// Whether the pipe was closed or writing failed.
        var isLost = false
    }

    init(_ targets: [OutputTarget], _ settings: ReportSettings, color: ColorChoice) {
        self.settings = settings
        self.color = color
        outputs = targets.map { target in
            let settings = target.settings(settings, color: color)
            return Output(
                target: target, reporter: target.request.format.auditReporter(settings),
                spool: target.request.path.map { _ in Spool() }, document: target.request.format.auditDocument(settings)
            )
        }
        if outputs.contains(where: { $0.reporter == nil && $0.document == nil }) {
            whole = LintReport(findings: [], files: [])
        }
        each { $0.beginning() }
    }

    /// Whether no output is left that can be written.
    var isLost: Bool { outputs.allSatisfy(\.isLost) }

    /// A server in one format.
    struct ServerText: Sendable {
        /// The text before the first server, and before each other one.
        let separator: (first: String, other: String)
        let text: String
    }

    /// Renders a server for each output; `nil` for formats that are written only at the end.
    typealias Renderer = @Sendable (ServerAudit) -> [ServerText?]

    var renderer: Renderer {
        let reporters = outputs.map(\.reporter)
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
        // The given zones are the same for every server.
        if whole?.files.isEmpty == true { whole?.files = audit.report.files }
        for index in outputs.indices { outputs[index].document?.add(audit) }
        for (index, text) in zip(outputs.indices, judgement.texts) {
            guard let text else { continue }
            write((isFirst ? text.separator.first : text.separator.other) + text.text, to: index)
        }
        isFirst = false
    }

    /// - Parameter left: the number of servers that were not audited.
    mutating func finish(left: Int) {
        tally.notAudited = left
        let tally = tally
        each { $0.ending(tally) }
        for index in outputs.indices {
            attempt(index) { output throws(OutputError) in
                if let document = output.document { try output.target.write(document.text(tally)) }
                if let spool = output.spool, output.reporter != nil {
                    try output.target.write(FileContents(pieces: spool.each))
                }
            }
        }
        guard let whole else { return }
        var settings = settings
        settings.paths = root.paths(of: whole)
        let color = color
        for index in outputs.indices where outputs[index].reporter == nil && outputs[index].document == nil {
            attempt(index) { output throws(OutputError) in
                try output.target.write(whole, settings, color: color, to: .output)
                guard output.target.request.format == .github, let file = JobSummary.file else { return }
                try JobSummary.append(whole, settings, to: file)
            }
        }
    }

    private mutating func each(_ text: (any AuditReporter) -> String) {
        for index in outputs.indices {
            if let reporter = outputs[index].reporter { write(text(reporter), to: index) }
        }
    }

    private mutating func write(_ text: String, to index: Int) {
        attempt(index) { output throws(OutputError) in
            guard let spool = output.spool else { return try Terminal.output.writeOrThrow(text) }
            do throws(WritingFailure) {
                try spool.append(text)
            } catch {
                throw .failed(name: "`\(output.target.request.path ?? "")`", reason: error.reason)
            }
        }
    }

    private mutating func attempt(_ index: Int, _ write: (Output) throws(OutputError) -> Void) {
        guard !outputs[index].isLost else { return }
        do throws(OutputError) {
            try write(outputs[index])
        } catch {
            outputs[index].isLost = true
            if error.report() != .success { hasFailed = true }
        }
    }
}
