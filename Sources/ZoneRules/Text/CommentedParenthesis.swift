import Diagnostics
import ZoneFile

/// A closing parenthesis at the end of a comment, where it closes nothing: `3600 ; minimum )`.
struct CommentedParenthesis {
    let span: SourceSpan
    /// The edits that move it in front of the comment.
    let edits: [Edit]

    /// No record that is written by hand has more lines.
    private static let lineLimit = 16

    /// - Parameter opening: the parenthesis that is not closed.
    /// - Returns: `nil` if a line that begins in the first column, which may be a record, comes before such a comment.
    init?(after opening: SourceSpan) {
        let source = opening.source
        var at = opening.range.upperBound
        for line in 0..<Self.lineLimit {
            if line > 0, at >= source.count || ![0x20, 0x09].contains(source[at]) { return nil }
            var comment: Int?
            var isQuoted = false
            var end = at
            while end < source.count, source[end] != 0x0A {
                switch source[end] {
                case UInt8(ascii: "\"") where comment == nil: isQuoted.toggle()
                case UInt8(ascii: ";") where !isQuoted && comment == nil: comment = end
                case UInt8(ascii: ")") where !isQuoted && comment == nil: return nil
                default: break
                }
                end += 1
            }
            var last = end
            while last > at, [0x20, 0x09, 0x0D].contains(source[last - 1]) { last -= 1 }
            if let comment, last - 1 > comment, source[last - 1] == UInt8(ascii: ")"),
                // Numbers behind the sign are probably data of the record that became a part of the comment as well.
                !source.text(in: comment..<last).contains(where: { $0 == "(" || $0.isNumber })
            {
                span = SourceSpan(source, last - 1..<last)
                var text = last - 1
                while text > comment + 1, [0x20, 0x09].contains(source[text - 1]) { text -= 1 }
                let isAfterSpace = [0x20, 0x09].contains(source[comment - 1])
                edits = [
                    Edit(
                        replace: SourceSpan(source, comment..<comment), with: isAfterSpace ? ") " : " ) "),
                    Edit(replace: SourceSpan(source, text..<last), with: ""),
                ]
                return
            }
            at = end + 1
        }
        return nil
    }
}
