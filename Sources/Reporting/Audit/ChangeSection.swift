import Linting

/// What has changed since an earlier audit, as the first section of an audit.
enum ChangeSection {
    static func section(_ changes: AuditChanges) -> ExplanationDocument.Section {
        guard case .collected(let time) = changes.earlier else {
            return ExplanationDocument.Section(
                .changes, "Changes",
                [.paragraph("There is no earlier evidence about this server, so nothing is compared.")])
        }
        let heading = time.map { "Changes since \($0)" } ?? "Changes since the saved evidence"
        let lines = changes.changes.map { ExplanationDocument.Block.paragraph(Sentence.of($0.sentence)) }
        return ExplanationDocument.Section(
            .changes, heading, lines.isEmpty ? [.paragraph("Nothing has changed.")] : lines)
    }
}
