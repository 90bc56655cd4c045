import DNS
import Diagnostics

/// "did you mean `x`?", or all valid words if none is similar.
enum Suggestion {
    static func lines(for word: String, among words: [String]) -> [String] {
        if let near = nearest(to: word, among: words) { return ["did you mean `\(near)`?"] }
        return ["valid: " + list(words)]
    }

    /// The nearest, and all that are valid.
    static func allLines(for word: String, among words: [String]) -> [String] {
        let near = nearest(to: word, among: words).map { ["did you mean `\($0)`?"] } ?? []
        return near + ["valid: \(words.joined(separator: ", "))"]
    }

    /// The word with the smallest edit distance, or the only one with this prefix: `warn` is short for `warning`.
    static func nearest(to word: String, among words: [String]) -> String? {
        if let near = Spelling.nearest(to: word, among: words) { return near }
        let prefix = word.lowercased()
        guard prefix.count > 1 else { return nil }
        let longer = words.filter { $0.lowercased().hasPrefix(prefix) }
        return longer.count == 1 ? longer[0] : nil
    }

    /// "`a`, `b` or `c`".
    static func list(_ words: [String]) -> String {
        Words.list(words.map { "`\($0)`" }, "or")
    }
}
