import Diagnostics
import Federation
import Linting
import ServerRules

/// The section with what to publish, or with what another change achieves.
///
/// The next action above all sections already says which change that is.
enum RemedySection {
    /// - Parameter isFull: Whether to include the texts of alternatives that need several changes.
    static func section(_ report: ServerReport, isFull: Bool) -> ExplanationDocument.Section? {
        guard !report.isKnown else { return nil }
        if let correction = report.correction { return CorrectionSection.section(correction) }
        guard let first = report.remedies.first else {
            guard !report.beforePublishing.isEmpty else { return nil }
            let conditions = report.beforePublishing.map(Sentence.of).joined(separator: " ")
            return ExplanationDocument.Section(
                .publishing, "Before publishing anything else", [.paragraph(conditions)])
        }
        var blocks = blocks(first)
        for other in report.remedies.dropFirst() {
            blocks += isFull || other.remedy.steps.count == 1 ? Self.blocks(other, isAlternative: true) : [brief(other)]
        }
        guard !blocks.isEmpty else { return nil }
        let heading =
            hasText(first.remedy)
            ? "What to publish"
            : isForAddress(first.remedy) ? "With a certificate for the address" : "After this change"
        return ExplanationDocument.Section(.publishing, heading, blocks)
    }

    /// An alternative that needs several changes, in one sentence.
    private static func brief(_ tried: TriedRemedy) -> ExplanationDocument.Block {
        let steps = tried.remedy.steps.map { $0.prefix(1).lowercased() + $0.dropFirst() }
        return .paragraph("Alternatively: \(steps.listed) (`--full` shows the text).")
    }

    private static func blocks(
        _ tried: TriedRemedy, isAlternative: Bool = false
    ) -> [ExplanationDocument.Block] {
        let remedy = tried.remedy
        var blocks: [ExplanationDocument.Block] = []
        if isAlternative {
            if remedy.steps.count > 1 {
                blocks = [.paragraph("Alternatively, make these changes:"), .steps(remedy.steps.map { $0 + "." })]
            } else {
                let title = remedy.title.prefix(1).lowercased() + remedy.title.dropFirst()
                blocks = [.paragraph("Alternatively: " + title + (remedy.publications.isEmpty ? "." : ":"))]
            }
        }
        for publication in remedy.publications {
            if !isAlternative { blocks.append(.paragraph(place(publication))) }
            blocks.append(.code(publication.text + "\n", language: publication.language.rawValue))
        }
        let outcome = outcome(tried)
        if !outcome.isEmpty { blocks.append(.paragraph(outcome.joined(separator: " "))) }
        return blocks
    }

    /// Where a text belongs. The next action says what to do there.
    private static func place(_ publication: Remedy.Publication) -> String {
        switch publication.language {
        case .json: "The document at `\(publication.place)`:"
        case .dns: "In \(publication.place), instead of any other records with these names and types:"
        }
    }

    /// Whether the next action says a simpler change first: a document that names a host instead of the address.
    private static func isForAddress(_ remedy: Remedy) -> Bool {
        guard remedy.changes.count == 1 else { return false }
        return if case .certificate(_, _, .ip, .obtain)? = remedy.changes.first { true } else { false }
    }

    private static func hasText(_ remedy: Remedy) -> Bool { !remedy.publications.isEmpty }

    /// The outcome of the trial, in sentences.
    private static func outcome(_ tried: TriedRemedy) -> [String] {
        var sentences: [String] = []
        // Several certificates may be at different servers.
        if tried.certificateNames.count > 1, tried.remedy.certificateNames.count == 1 {
            let names = tried.certificateNames.map { "`\($0)`" }.listed
            sentences.append("Order the certificate for \(names).")
        }
        if let consequence = tried.consequence { sentences.append(Sentence.of(consequence)) }
        if !tried.resolved.isEmpty { sentences.append("This resolves \(tried.resolved.listed).") }
        if !tried.remaining.isEmpty { sentences.append("Still reported: \(tried.remaining.listed).") }
        if !tried.differing.isEmpty {
            sentences.append("\(tried.differing.map(\.shortTitle).listed) still cannot connect.")
        }
        sentences += tried.unverified.map(Sentence.of)
        return sentences
    }
}
