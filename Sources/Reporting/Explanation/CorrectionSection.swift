import Diagnostics
import Linting

/// The section with the lines of the zone to change, and the next action that refers to them.
enum CorrectionSection {
    /// Longer lines are not shown.
    private static let lengthLimit = 160

    /// "Add the final dot in lines 8 and 9 of `example.com.zone`: write `matrix.example.com.`."
    static func nextAction(_ correction: TriedCorrection) -> String {
        let places = correction.lines.grouped(by: \.path).map { path, lines in
            let numbers = Words.list(lines.map { String($0.number) }, limit: 6)
            return "\(lines.count == 1 ? "line" : "lines") \(numbers) of \(Words.quoted(path, limit: 80))"
        }
        let words = Set(correction.lines.map(\.word))
        var sentence = "\(correction.title) in \(places.listed)"
        if words.count == 1, let word = words.first, !word.isEmpty {
            sentence += ": write \(Words.quoted(word, limit: 120))"
        }
        return Sentence.of(sentence)
    }

    static func section(_ correction: TriedCorrection) -> ExplanationDocument.Section {
        var blocks: [ExplanationDocument.Block] = []
        let lines = correction.lines
        if lines.allSatisfy({ $0.old.count <= lengthLimit && $0.new.count <= lengthLimit }) {
            let width = lines.map { String($0.number).count }.max() ?? 1
            let text = lines.map { line -> String in
                let number = String(repeating: " ", count: width - String(line.number).count) + String(line.number)
                return "\(number) - \(line.old)\n\(number) + \(line.new)\n"
            }
            blocks.append(.code(text.joined(), language: "diff"))
        }
        var sentences: [String] = []
        if let consequence = correction.consequence { sentences.append(Sentence.of(consequence)) }
        sentences.append("This resolves \(correction.resolved.listed).")
        if !correction.remaining.isEmpty { sentences.append("Still reported: \(correction.remaining.listed).") }
        sentences += correction.unverified.map(Sentence.of)
        sentences.append("Raise the serial of the zone with this change.")
        blocks.append(.paragraph(sentences.joined(separator: " ")))
        return ExplanationDocument.Section(.publishing, "What to change", blocks)
    }
}
