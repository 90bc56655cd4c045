import DNS
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
        let heading = hasText(first.remedy) ? "What to publish" : "After this change"
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

    /// The first step where it depends on what nobody has tried, or on who runs a host. `nil` if it does not.
    static func condition(_ tried: TriedRemedy, _ report: ServerReport) -> String? {
        let context = report.context
        guard tried.remedy.changes.count == 1, let change = tried.remedy.changes.first else { return nil }
        if let address = change.repairedAddress,
            !tried.route.destinations.contains(where: { $0.addresses == [address] })
        {
            return "\(tried.remedy.title). If this address is not that of the homeserver any more, remove its "
                + "\(address.isIPv6 ? "AAAA" : "A") record instead."
        }
        switch change {
        // Whether the homeserver is at the default port, or elsewhere, so that the document is needed.
        case .noDocument(let host):
            guard !tried.unverified.isEmpty, let destination = tried.route.destinations.first else { return nil }
            return "Return status 404 at `\(WellKnown.url(host, .server))` if the homeserver is at "
                + "\(destination.endpoint). Otherwise, serve `{\"m.server\": \"HOST:PORT\"}` there."
        // The document is published already, but not everywhere.
        case .document(let host, let text):
            let isRedirected = context.evidenceOfDocument(host).contains {
                $0.error == .redirectLoop || $0.error == .tooManyRedirects
            }
            if isRedirected, let step = tried.remedy.briefSteps.first { return "\(step), without a redirect." }
            let known = context.evidenceOfDocument(host).compactMap { IntendedDelegation.read($0.body ?? []) }
            guard known.contains(where: { IntendedDelegation.document(naming: $0.text) == text }),
                context.evidenceOfDocument(host).count > known.count, let step = tried.remedy.briefSteps.first
            else { return nil }
            return "\(step), at every address of `\(host)`."
        // Nobody gets a certificate for a host of somebody else, such as that of a CDN.
        case .certificate(let host, _, .dns(let name), .obtain):
            if let help = helpForBuiltIn(tried, report) { return help }
            guard context.isInAnotherDomain(name) else { return nil }
            return "\(tried.remedy.title) if that host is yours. Otherwise, delegate "
                + "`\(MessageText.value(context.input.serverName))` to a host of your own instead of `\(host)`."
        // A host name is simpler, and its certificate too.
        case .certificate(_, _, .ip, .obtain):
            guard let first = report.problems.first, tried.resolved.contains(first.rule.code) else { return nil }
            return Sentence.of(first.help)
        case .websiteCertificate:
            guard let first = report.problems.first, first.route.isPartial, tried.resolved.contains(first.rule.code)
            else { return nil }
            return Sentence.of(first.help)
        case .port:
            return alternativeToPort(report).map { "\(tried.remedy.title). \($0)" }
        default: return nil
        }
    }

    /// What to do about the certificate of a product, or of an authority for tests, where that is more than to order one.
    private static func helpForBuiltIn(_ tried: TriedRemedy, _ report: ServerReport) -> String? {
        guard let first = report.problems.first, first.rule.family == .certificate,
            tried.resolved.contains(first.rule.code),
            report.context.presented.contains(where: { $0.leaf.builtIn != nil })
        else { return nil }
        return Sentence.of(first.help)
    }

    /// What to do if nothing should listen at a port that peers connect to, which nobody else can know.
    private static func alternativeToPort(_ report: ServerReport) -> String? {
        // The record of a host that is gone for good is removed.
        if report.remedies.dropFirst().contains(where: { $0.remedy.kind == .serviceRecords }) {
            return "If nothing should listen there any more, remove its SRV records instead."
        }
        // Nothing was published that would lead peers to this port.
        guard let name = report.context.delegatingHost, report.context.likelyRoutes?.specification.taken == .fallback,
            report.remedies.count == 1
        else { return nil }
        return "If the homeserver is at another host or port, publish `{\"m.server\": \"HOST:PORT\"}` at "
            + "`\(WellKnown.url(name, .server))` instead."
    }

    /// Where a text belongs. The next action says what to do there.
    private static func place(_ publication: Remedy.Publication) -> String {
        switch publication.language {
        case .json: "The document at `\(publication.place)`:"
        case .dns: "In \(publication.place), instead of any other records with these names and types:"
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

extension RemedyChange {
    /// The address whose endpoint is repaired, if it is not that of a whole host.
    fileprivate var repairedAddress: IPAddress? {
        switch self {
        case .port(let host, _), .handshake(let host, _), .certificate(let host, _, _, _),
            .hostHeader(let host, _, _, _):
            IPAddress(host)
        default: nil
        }
    }
}
