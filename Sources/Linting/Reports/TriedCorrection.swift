import Diagnostics
import ZoneFile

/// Edits of the zone files that correct the first thing that is wrong. They were made, and the zones judged again: the
/// outcome is better than the present state.
public struct TriedCorrection: Sendable {
    /// What the edits do, as an imperative: "add the final dot".
    public let title: String
    public let edits: [Edit]
    /// The lines with edits, in order.
    public let lines: [Line]
    /// Where peers then connect, as a sentence without a full stop; `nil` if that is not known.
    public let consequence: String?
    /// The codes of the errors and warnings that are no longer reported.
    public let resolved: [String]
    /// The codes of the errors and warnings that are still reported.
    public let remaining: [String]
    /// What the evidence does not show, as sentences without a full stop.
    public let unverified: [String]

    /// A line before and after the edits.
    public struct Line: Sendable {
        public let path: String
        public let number: Int
        public let old: String
        public let new: String
        /// The word of the new line that has the first edit, or empty.
        public let word: String
    }
}

extension TriedCorrection.Line {
    /// - Parameters:
    ///   - range: The line in its source, without its end.
    ///   - edits: The edits in the line, in order.
    init(_ source: SourceFile, _ number: Int, _ range: Range<Int>, _ edits: [Edit]) {
        path = source.path
        self.number = number
        old = source.text(in: range)
        let end = max(range.upperBound, edits.last?.span.range.upperBound ?? 0)
        var (text, word, position): ([UInt8], Range<Int>?, Int) = ([], nil, range.lowerBound)
        source.withBytes { bytes in
            for edit in edits {
                text += bytes[position..<edit.span.range.lowerBound]
                let start = text.count
                text += Array(edit.text.utf8)
                if word == nil { word = start..<text.count }
                position = edit.span.range.upperBound
            }
            text += bytes[position..<end]
        }
        new = String(decoding: text, as: UTF8.self)
        self.word = word.map { Self.word(around: $0, in: text) } ?? ""
    }

    private static func word(around range: Range<Int>, in text: [UInt8]) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let start = text[..<range.lowerBound].lastIndex(where: isBlank).map { $0 + 1 } ?? 0
        let end = text[range.upperBound...].firstIndex(where: isBlank) ?? text.count
        return String(decoding: text[start..<end], as: UTF8.self)
    }
}
