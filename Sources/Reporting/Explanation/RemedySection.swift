import Federation
import Linting

/// The section with what to publish or to repair.
enum RemedySection {
    static func section(_ report: ServerReport) -> ExplanationDocument.Section? {
        guard let first = report.remedies.first else {
            guard !report.beforePublishing.isEmpty else { return nil }
            return ExplanationDocument.Section(
                .publishing, "What to do first",
                [.paragraph("No change is known that would make the server reachable. Before anything is published:")]
                    + report.beforePublishing.map { .paragraph(Self.sentence($0)) })
        }
        let heading = first.remedy.publishes ? "What to publish" : "What to do"
        var blocks = blocks(first, lead: nil)
        for other in report.remedies.dropFirst() { blocks += Self.blocks(other, lead: "Alternatively: ") }
        return ExplanationDocument.Section(.publishing, heading, blocks)
    }

    private static func blocks(_ tried: TriedRemedy, lead: String?) -> [ExplanationDocument.Block] {
        let remedy = tried.remedy
        let title = lead.map { $0 + remedy.title.prefix(1).lowercased() + remedy.title.dropFirst() } ?? remedy.title
        var blocks: [ExplanationDocument.Block] = [.paragraph(title + (remedy.publications.isEmpty ? "." : ":"))]
        if remedy.steps.count > 1 {
            let introduction = lead == nil ? "Make these changes:" : "Alternatively, make these changes:"
            blocks = [.paragraph(introduction), .steps(remedy.steps.map { $0 + "." })]
        }
        for publication in remedy.publications {
            blocks.append(.code(publication.text + "\n", language: publication.language.rawValue))
        }
        blocks.append(.paragraph(outcome(tried).joined(separator: " ")))
        return blocks
    }

    /// The outcome of the trial, in sentences.
    private static func outcome(_ tried: TriedRemedy) -> [String] {
        var sentences: [String] = []
        if tried.certificateNames.count > 1 {
            let names = tried.certificateNames.map { "`\($0)`" }.listed
            sentences.append("Order the certificate for \(names).")
        }
        if let consequence = tried.consequence { sentences.append(sentence(consequence)) }
        if !tried.resolved.isEmpty { sentences.append("This resolves \(tried.resolved.listed).") }
        if !tried.remaining.isEmpty { sentences.append("Still reported then: \(tried.remaining.listed).") }
        if !tried.differing.isEmpty {
            sentences.append("Still unable to connect: \(tried.differing.map(\.shortTitle).listed).")
        }
        if !tried.unverified.isEmpty { sentences.append("Not verified: \(tried.unverified.listed).") }
        return sentences
    }

    private static func sentence(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst() + "."
    }
}
