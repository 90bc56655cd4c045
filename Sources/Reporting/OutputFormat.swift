/// The formats a report can be written in, by the names `--format` takes.
public enum OutputFormat: String, CaseIterable, Sendable {
    case text, concise, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson, markdown, tap, nagios, prometheus

    /// What writes this format.
    public func reporter(_ settings: ReportSettings = ReportSettings()) -> any Reporter {
        switch self {
        case .text:
            TextReporter(style: settings.style, width: settings.width, showsSummary: settings.showsSummary)
        case .concise: ConciseReporter()
        case .json: JSONReporter()
        case .jsonl: JSONLinesReporter()
        case .sarif: SARIFReporter(paths: settings.paths)
        case .github: GitHubReporter(paths: settings.paths)
        case .gitlab: GitLabReporter(paths: settings.paths)
        case .junit: JUnitReporter(paths: settings.paths, failure: settings.failure)
        case .checkstyle: CheckstyleReporter()
        case .rdjson: RDJSONReporter()
        case .markdown: MarkdownReporter(paths: settings.paths)
        case .tap: TAPReporter(failure: settings.failure)
        case .nagios: NagiosReporter(failure: settings.failure)
        case .prometheus: PrometheusReporter()
        }
    }

    /// Whether paths count from the root of the repository (``ReportSettings/paths``) rather than as they were given.
    public var namesFilesFromRepository: Bool {
        switch self {
        case .sarif, .github, .gitlab, .junit, .markdown: true
        case .text, .concise, .json, .jsonl, .checkstyle, .rdjson, .tap, .nagios, .prometheus: false
        }
    }

    /// For whom it is, in a few words, for the help.
    public var use: String {
        switch self {
        case .text: "for people"
        case .concise: "one line a finding, for editors and grep"
        case .json: "for programs"
        case .jsonl: "for programs, one finding a line"
        case .sarif: "GitHub code scanning, editors"
        case .github: "annotations of GitHub Actions, and a job summary"
        case .gitlab: "GitLab Code Quality"
        case .junit: "test reports of CI systems"
        case .checkstyle: "Jenkins and other readers of Checkstyle"
        case .rdjson: "reviewdog"
        case .markdown: "tickets, merge requests"
        case .tap: "Test Anything Protocol 13"
        case .nagios: "one line; by the exit code, 1 is WARNING and 3 is UNKNOWN"
        case .prometheus: "the textfile collector of node_exporter"
        }
    }
}
