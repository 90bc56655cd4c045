import Diagnostics
import Federation
import Linting
import ServerRules

/// The section with what to publish, or with what another change achieves.
///
/// The next action above all sections already says which change that is.
enum RemedySection {
    static func section(_ report: ServerReport) -> ExplanationDocument.Section? {
        if let correction = report.correction { return CorrectionSection.section(correction) }
        guard let first = report.remedies.first else {
            guard !report.beforePublishing.isEmpty else { return nil }
            let conditions = report.beforePublishing.map(Sentence.of).joined(separator: " ")
            return ExplanationDocument.Section(
                .publishing, "Before publishing anything else", [.paragraph(conditions)])
        }
        var blocks = blocks(first, lead: nil)
        for other in report.remedies.dropFirst() { blocks += Self.blocks(other, lead: "Alternatively: ") }
        guard !blocks.isEmpty else { return nil }
        let heading = hasText(first.remedy) ? "What to publish" : "After this change"
        return ExplanationDocument.Section(.publishing, heading, blocks)
    }

    private static func blocks(_ tried: TriedRemedy, lead: String?) -> [ExplanationDocument.Block] {
        let remedy = tried.remedy
        var blocks: [ExplanationDocument.Block] = []
        if remedy.steps.count > 1, hasText(remedy) || lead != nil {
            let introduction = lead == nil ? "Make these changes:" : "Alternatively, make these changes:"
            blocks = [.paragraph(introduction), .steps(remedy.steps.map { $0 + "." })]
        } else if hasText(remedy) || lead != nil {
            let title = lead.map { $0 + remedy.title.prefix(1).lowercased() + remedy.title.dropFirst() } ?? remedy.title
            blocks = [.paragraph(title + (remedy.publications.isEmpty ? "." : ":"))]
        }
        for publication in remedy.publications {
            blocks.append(.code(publication.text + "\n", language: publication.language.rawValue))
        }
        let outcome = outcome(tried)
        if !outcome.isEmpty { blocks.append(.paragraph(outcome.joined(separator: " "))) }
        return blocks
    }

    /// The first step where it depends on what nobody has tried, or on who runs a host. `nil` if it does not.
    static func condition(_ tried: TriedRemedy, _ context: ServerContext) -> String? {
        guard tried.remedy.changes.count == 1, let change = tried.remedy.changes.first else { return nil }
        switch change {
        // Whether the homeserver is at the default port, or elsewhere, so that the document is needed.
        case .noDocument(let host):
            guard !tried.unverified.isEmpty, let destination = tried.route.destinations.first else { return nil }
            return "Return status 404 at `\(WellKnown.url(host, .server))` if the homeserver is at "
                + "\(destination.endpoint). Otherwise, serve `{\"m.server\": \"HOST:PORT\"}` there."
        // Nobody gets a certificate for a host of somebody else, such as that of a CDN.
        case .certificate(let host, _, .dns(let name), .obtain):
            guard context.isInAnotherDomain(name) else { return nil }
            return "\(tried.remedy.title) if that host is yours. Otherwise, delegate "
                + "`\(MessageText.value(context.input.serverName))` to a host of your own instead of `\(host)`."
        default: return nil
        }
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
