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
    ///   - part: What the finding is about.
    ///   - advice: What its rule recommends.
    /// - Returns: `nil` if the remedy and the rule agree.
    init?(_ remedy: Remedy, about part: RoutePart?, insteadOf advice: FindingAdvice) {
        if let host = advice.certifiedHost, remedy.websites.contains(host) { return nil }
        let step = remedy.changes.first { change in
            switch (part, change) {
            // A website that does not answer has to, whatever it answers then.
            case (.document, .noDocument): !advice.allowsNoDocument
            case (.document, .document(_, let text)):
                !remedy.repairsWebsite && advice.endpoints.contains { !text.contains($0) }
            // The document may be redirected, so that there is more than one website.
            case (.document, .websiteCertificate), (.document, .websiteHandshake): advice.certifiedHost != nil
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
        guard let sentence = step.flatMap({ Remedy([$0]).briefSteps.first }) else { return nil }
        clause = sentence.prefix(1).lowercased() + sentence.dropFirst()
    }
}

extension Remedy {
    /// Whether the website has to answer again. Then a rule is right that says so, and the other changes follow from it.
    fileprivate var repairsWebsite: Bool { changes.contains { if case .website = $0 { true } else { false } } }

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
