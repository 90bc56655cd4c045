import Glibc
import Linting
import Reporting

/// The page that GitHub Actions shows for a job: Markdown appended to the file that `GITHUB_STEP_SUMMARY` names.
enum JobSummary {
    static var file: String? {
        Environment.path("GITHUB_STEP_SUMMARY").flatMap { $0.isEmpty ? nil : $0 }
    }

    /// GitHub drops the page of a step above 1 MiB, and the step may write more to it.
    private static let maximumSize = 900_000

    static func append(_ report: LintReport, _ settings: ReportSettings, to path: String) throws(OutputError) {
        let descriptor = path.withPath { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0o666) }
        let name = "the job summary `\(path)`"
        guard descriptor >= 0 else { throw .failed(name: name, reason: SystemError.reason(errno)) }
        defer { close(descriptor) }
        let text = MarkdownReporter(paths: settings.paths, limit: maximumSize).render(report)
        try FileOutput.write(text, to: descriptor, named: name)
    }
}
