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
    ///   - help: What its rule recommends.
    /// - Returns: `nil` if the remedy and the rule agree.
    init?(_ remedy: Remedy, about part: RoutePart?, insteadOf help: String) {
        let certified = help.contains("certificate") ? Self.hosts(in: help) : []
        guard !remedy.websites.contains(where: certified.contains) else { return nil }
        let step = remedy.changes.first { change in
            switch (part, change) {
            // A website that does not answer has to, whatever it answers then.
            case (.document, .noDocument): !help.contains("404") && !help.hasPrefix("respond on port 443")
            case (.document, .document(_, let text)):
                !remedy.repairsWebsite && Self.endpoints(in: help).contains { !text.contains($0) }
            // The document may be redirected, so that there is more than one website.
            case (.document, .websiteCertificate), (.document, .websiteHandshake): !certified.isEmpty
            // Records that are moved are corrected where they are.
            case (.services, .noServices), (.discovery, .noServices):
                remedy.kind == .removedServiceRecords && !help.contains("remove")
            // Without the records, nobody connects to what they lead to.
            case (.host(let host), .noServices(let base)), (.connection(let host, _), .noServices(let base)),
                (.certificate(let host, _), .noServices(let base)):
                remedy.kind == .removedServiceRecords && host != base.lowercased() && !help.contains("remove")
            default: false
            }
        }
        guard let sentence = step.flatMap({ Remedy([$0]).briefSteps.first }) else { return nil }
        clause = sentence.prefix(1).lowercased() + sentence.dropFirst()
    }

    /// The quoted words of a text that may be hosts or websites, as hosts in lower case.
    private static func hosts(in text: String) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map { $0.element.lowercased() }
            .map { $0.hasPrefix("https://") ? String($0.dropFirst("https://".count)) : $0 }
    }

    /// The server names with a port in a text, such as `matrix.example.com:443`.
    private static func endpoints(in text: String) -> [String] {
        text.split { " `\"{},;".contains($0) }.map(String.init).filter { word in
            word.contains(".") && (try? ServerName(word))?.usablePort != nil
        }
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
