import Diagnostics
import Federation
import ServerRules

/// The step of a remedy that replaces what the rule of a finding recommends, because the two cannot both be done.
///
/// A rule knows only its own subject. It recommends to repair a document that leads nowhere, or writes a port that is
/// usual, where a trial has shown what works.
struct FirstStep {
    /// An imperative clause.
    let clause: String

    /// - Parameters:
    ///   - finding: What is wrong, and what its rule recommends.
    ///   - part: What the finding is about.
    /// - Returns: `nil` if the remedy and the rule agree.
    init?(_ remedy: Remedy, insteadOf finding: Finding, about part: RoutePart?) {
        let advice = finding.advice
        if let host = advice.certifiedHost, remedy.websites.contains(host) { return nil }
        let step =
            finding.severity == .info
            ? Self.note(remedy, advice, part)
            : Self.replacement(remedy, advice, part) ?? Self.detour(remedy, finding, part)
        guard let sentence = step.flatMap(remedy.briefStep) else { return nil }
        clause = sentence.prefix(1).lowercased() + sentence.dropFirst()
    }

    /// The document, if a note recommends another value of it.
    private static func note(_ remedy: Remedy, _ advice: FindingAdvice, _ part: RoutePart?) -> RemedyChange? {
        guard part == .document, !advice.endpoints.isEmpty else { return nil }
        return remedy.changes.first { change in
            guard case .document(_, let text) = change else { return false }
            return !advice.endpoints.allSatisfy(text.contains)
        }
    }

    /// The change of the same part that the rule recommends to change in another way.
    private static func replacement(_ remedy: Remedy, _ advice: FindingAdvice, _ part: RoutePart?) -> RemedyChange? {
        remedy.changes.first { change in
            switch (part, change) {
            // A website that does not answer has to, whatever it answers then.
            case (.document, .noDocument): !advice.allowsNoDocument
            case (.document, .document(_, let text)):
                !remedy.revivesWebsite
                    && (advice.asksForEndpoint || advice.endpoints.contains { !text.contains($0) })
            case (.document, .documentStatus): true
            // The document may be redirected, so that there is more than one website.
            case (.document, .websiteCertificate), (.document, .websiteHandshake): advice.certifiedHost != nil
            case (.certificate, .certificate(_, _, _, .virtualHost)): true
            // Records that are moved are corrected where they are.
            case (.services, .noServices), (.discovery, .noServices):
                remedy.kind == .removedServiceRecords && !advice.removesRecords
            // Without the records, nobody connects to what they lead to.
            case (.host(let host), .noServices(let base)), (.connection(let host, _), .noServices(let base)),
                (.certificate(let host, _), .noServices(let base)):
                remedy.kind == .removedServiceRecords && host != base.lowercased() && !advice.removesRecords
            default: false
            }
        }
    }

    /// The change that leads peers elsewhere, so that what is wrong with a part does not matter any more.
    ///
    /// A name server that fails has to be repaired nevertheless, and a mistake in a zone to be corrected.
    private static func detour(_ remedy: Remedy, _ finding: Finding, _ part: RoutePart?) -> RemedyChange? {
        guard finding.rule.family != .dns, finding.primary == nil, let part,
            !remedy.changes.contains(where: { $0.changes(part) })
        else { return nil }
        switch part {
        // A rule that has to correct a name says what is wrong with it.
        case .host where remedy.kind == .serviceRecords, .discovery where remedy.kind == .serviceRecords: return nil
        case .services, .host, .connection, .certificate, .responses, .discovery:
            return remedy.changes.first { change in
                switch change {
                case .document, .documentStatus: true
                // A rule that writes the same record agrees, and says what is wrong with the present one.
                case .services(_, let services):
                    !services.contains { record in
                        finding.help.contains("\(record.priority) \(record.weight) \(record.port) \(record.target)")
                    }
                default: false
                }
            }
        case .serverName, .document: return nil
        }
    }
}

extension RemedyChange {
    /// Whether it changes a part of the route, and not only whether peers get there.
    fileprivate func changes(_ part: RoutePart) -> Bool {
        switch (part, self) {
        case (.connection(_, let port), .port(_, let repaired)),
            (.connection(_, let port), .handshake(_, let repaired)),
            (.certificate(_, let port), .certificate(_, let repaired, _, _)),
            (.responses(_, let port), .hostHeader(_, let repaired, _, _)),
            (.responses(_, let port), .certificate(_, let repaired, _, .virtualHost)):
            port == repaired
        case (.services, .services), (.services, .noServices), (.host, .addresses), (.host, .noAddresses),
            (.connection, .noAddresses), (.certificate, .noAddresses), (.responses, .noAddresses):
            true
        default: false
        }
    }
}

extension Remedy {
    /// Whether the website has to answer again. Then a rule is right that says so, and the other changes follow from it.
    fileprivate var revivesWebsite: Bool { changes.contains { if case .website = $0 { true } else { false } } }

    /// Whether the website has to be repaired before peers get anything from it.
    public var repairsWebsite: Bool {
        changes.contains { change in
            switch change {
            case .website, .websiteCertificate, .websiteHandshake: true
            default: false
            }
        }
    }

    /// The websites with a certificate or settings to repair, in lower case. A rule is right that says so of one of them.
    fileprivate var websites: [String] {
        changes.compactMap { change in
            switch change {
            case .websiteCertificate(_, let name, _), .websiteHandshake(_, let name): name.lowercased()
            default: nil
            }
        }
    }
}
