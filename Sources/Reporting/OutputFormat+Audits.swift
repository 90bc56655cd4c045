extension OutputFormat {
    /// The reporter that writes audits in this format one by one; `nil` for formats that can only be written at the end,
    /// from the findings of all servers.
    public func auditReporter(_ settings: ReportSettings) -> (any AuditReporter)? {
        switch self {
        case .text:
            AuditText(
                style: settings.style, width: settings.width, showsSummary: settings.showsSummary,
                isFull: settings.isFull)
        case .markdown: AuditMarkdown(isFull: settings.isFull)
        case .json: AuditJSON()
        case .jsonl: AuditJSONLines()
        case .concise, .sarif, .github, .gitlab, .junit, .checkstyle, .rdjson, .html, .tap, .nagios, .prometheus: nil
        }
    }

    /// The document that audits in this format are added to one by one; `nil` for formats that have none.
    public func auditDocument(_ settings: ReportSettings) -> (any AuditDocument)? {
        switch self {
        case .html: AuditPage(isFull: settings.isFull)
        case .nagios: AuditNagios(failure: settings.failure)
        case .prometheus: AuditPrometheus()
        default: nil
        }
    }
}
