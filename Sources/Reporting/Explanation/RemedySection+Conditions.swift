import DNS
import Diagnostics
import Federation
import Linting
import ServerRules

extension RemedySection {
    /// The first step where it depends on what nobody has tried, or on who runs a host. `nil` if it does not.
    static func condition(_ tried: TriedRemedy, _ report: ServerReport) -> String? {
        let context = report.context
        if context.isDocumentUnseen, tried.remedy.repairsWebsite, tried.remedy.kind == .wellKnown,
            let last = tried.remedy.briefSteps.last, tried.remedy.changes.last?.publishes == true
        {
            let steps = tried.remedy.briefSteps.dropLast().map(Sentence.of)
            return (steps + ["If there is no document yet, \(last.prefix(1).lowercased() + last.dropFirst())."])
                .joined(separator: " ")
        }
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
        case .certificate(let host, _, .dns(let name), .obtain),
            .certificate(let host, _, .dns(let name), .virtualHost):
            if let help = helpForBuiltIn(tried, report) { return help }
            guard context.isInAnotherDomain(name) else { return nil }
            return "\(tried.remedy.title) if that host is yours. Otherwise, delegate "
                + "`\(MessageText.value(context.input.serverName))` to a host of your own instead of `\(host)`."
        // Only those who know the address know which of the two is right.
        case .noAddresses:
            guard let first = report.problems.first, first.rule.family == .certificate,
                tried.resolved.contains(first.rule.code)
            else { return nil }
            return Sentence.of(first.help)
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
        let condition = "If the homeserver is at another host or port,"
        // A document needs a website.
        if report.context.websiteRepairs.contains(where: { if case .website = $0 { true } else { false } }) {
            return "\(condition) publish SRV records for `\(name)` that lead there. "
                + "A document needs a website that answers."
        }
        return "\(condition) publish `{\"m.server\": \"HOST:PORT\"}` at `\(WellKnown.url(name, .server))` instead."
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
