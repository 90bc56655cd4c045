import ArgumentParser
import Diagnostics
import Reporting

/// An option value that is one of a few words.
protocol Choice: CaseIterable, RawRepresentable, Sendable where RawValue == String {
    /// The noun for a word in messages: "format".
    static var noun: String { get }
}

extension Choice {
    static var words: [String] { allCases.map(\.rawValue) }

    /// For the help of an option: "text, concise or json".
    static var list: String {
        let words = words
        var text = ""
        // Of every run: `joined(separator:)` would look up the conformance of the array among those of the whole program.
        for (index, word) in words.enumerated() {
            text += index == 0 ? word : (index == words.count - 1 ? " or " : ", ") + word
        }
        return text
    }

    static var completion: CompletionKind { .list(words) }

    /// Reads the value of an option.
    static func parse(_ word: String) throws -> Self {
        if let choice = Self(rawValue: word.lowercased()) { return choice }
        throw ValidationError(
            "there is no \(noun) `\(Notice.visible(word))`; " + Suggestion.lines(for: word, among: words).joined()
        )
    }
}

extension OutputFormat: Choice {
    static let noun = "format"

    /// For the help of a command: one line per format.
    static var uses: String {
        let width = words.map(\.count).max() ?? 0
        return allCases.map { format in
            "  \(format.rawValue)\(String(repeating: " ", count: width + 2 - format.rawValue.count))\(format.use)"
        }.joined(separator: "\n")
    }
}

extension ColorChoice: Choice {
    static let noun = "colour mode"
}

extension FailureLevel: Choice {
    static let noun = "level"
}

extension NameServerSoftware: Choice {
    static let noun = "target"
}
