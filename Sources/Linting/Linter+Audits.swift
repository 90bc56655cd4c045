extension Linter {
    /// Marks the findings of a baseline as suppressed in an audit, and adds those about the baseline itself.
    public func suppress(in audit: ServerAudit, by known: KnownServerFindings) -> ServerAudit {
        var audit = audit
        for finding in pipeline.findings(about: known.suppress(in: &audit, selection)) { audit.append(finding) }
        return audit
    }
}
