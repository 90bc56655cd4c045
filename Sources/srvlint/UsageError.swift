import DNS
import Reporting
import ZoneFile

/// Wrong usage or configuration: said on standard error, exit code 2.
struct UsageError: Error {
    var notice: Notice
    /// What is wrong besides.
    var others: [Notice] = []

    init(_ message: String, at place: SourceSpan? = nil, label: String = "", help: [String] = []) {
        notice = Notice(message, at: place, label: label, help: help)
    }

    func report() {
        for notice in [notice] + others {
            Terminal.error.write(notice.rendered(Terminal.messages, width: Terminal.error.width))
        }
    }
}

/// "did you mean `x`?", or all that is possible when nothing is near.
enum Suggestion {
    static func lines(for word: String, among words: [String]) -> [String] {
        if let near = nearest(to: word, among: words) { return ["did you mean `\(near)`?"] }
        return ["it can be " + list(words)]
    }

    /// The nearest by its letters, or the only one that begins so: `warn` is short for `warning`.
    static func nearest(to word: String, among words: [String]) -> String? {
        if let near = Spelling.nearest(to: word, among: words) { return near }
        let beginning = word.lowercased()
        guard beginning.count > 1 else { return nil }
        let longer = words.filter { $0.lowercased().hasPrefix(beginning) }
        return longer.count == 1 ? longer[0] : nil
    }

    /// "`a`, `b` or `c`".
    static func list(_ words: [String]) -> String {
        let quoted = words.map { "`\($0)`" }
        guard quoted.count > 1, let last = quoted.last else { return quoted.first ?? "" }
        return quoted.dropLast().joined(separator: ", ") + " or " + last
    }
}
