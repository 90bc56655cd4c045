/// The formats of reports, with the names that `--format` accepts.
public enum OutputFormat: String, CaseIterable, Sendable {
    case text, concise, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson, markdown, html, tap, nagios,
        prometheus

    /// The reporter for this format.
    public func reporter(_ settings: ReportSettings = ReportSettings()) -> any Reporter {
        switch self {
        case .text:
            TextReporter(
                style: settings.style,
                width: settings.width,
                showsSummary: settings.showsSummary,
                offersUnsafeFixes: settings.offersUnsafeFixes
            )
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
        case .html: CheckPage(paths: settings.paths)
        case .tap: TAPReporter(failure: settings.failure)
        case .nagios: NagiosReporter(failure: settings.failure)
        case .prometheus: PrometheusReporter()
        }
    }

    /// Whether paths are relative to the root of the repository (``ReportSettings/paths``) rather than as they were given.
    public var namesFilesFromRepository: Bool {
        switch self {
        case .sarif, .github, .gitlab, .junit, .markdown, .html: true
        case .text, .concise, .json, .jsonl, .checkstyle, .rdjson, .tap, .nagios, .prometheus: false
        }
    }

    /// The purpose in a few words, for help texts.
    public var use: String {
        switch self {
        case .text: "for people"
        case .concise: "one line per finding, for editors and grep"
        case .json: "for programs"
        case .jsonl: "for programs, one finding per line"
        case .sarif: "GitHub code scanning, editors"
        case .github: "annotations and job summary of GitHub Actions"
        case .gitlab: "GitLab Code Quality"
        case .junit: "test reports of CI systems"
        case .checkstyle: "Jenkins and other tools that read Checkstyle"
        case .rdjson: "reviewdog"
        case .markdown: "tickets, merge requests"
        case .html: "one self-contained page, for tickets and archives"
        case .tap: "Test Anything Protocol 13"
        case .nagios: "Nagios and Icinga; the exit code is 0 to 3 by severity"
        case .prometheus: "the textfile collector of node_exporter"
        }
    }
}
