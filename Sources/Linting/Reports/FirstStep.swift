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
        // Then the rule is right, and the other changes follow from it.
        let isWebsiteDown = remedy.changes.contains { if case .website = $0 { true } else { false } }
        let step =
            isWebsiteDown
            ? nil
            : remedy.changes.first { change in
                switch (part, change) {
                case (.document, .noDocument): !help.contains("404")
                // Records that are moved are corrected where they are.
                case (.services, .noServices): remedy.changes.count == 1 && !help.contains("remove")
                case (.document, .document(_, let text)): Self.endpoints(in: help).contains { !text.contains($0) }
                default: false
                }
            }
        guard let sentence = step.flatMap({ Remedy([$0]).briefSteps.first }) else { return nil }
        clause = sentence.prefix(1).lowercased() + sentence.dropFirst()
    }

    /// The server names with a port in a text, such as `matrix.example.com:443`.
    private static func endpoints(in text: String) -> [String] {
        text.split { " `\"{},;".contains($0) }.map(String.init).filter { word in
            word.contains(".") && (try? ServerName(word))?.usablePort != nil
        }
    }
}
