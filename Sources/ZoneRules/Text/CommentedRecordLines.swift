import Diagnostics
import ZoneFile

/// The lines of a record whose first line is a comment.
struct CommentedRecordLines {
    /// The text of each line that is not a comment.
    let all: [SourceSpan]

    /// - Parameter span: from the first field to the closing parenthesis.
    init(_ span: SourceSpan) {
        let (source, end) = (span.source, span.range.upperBound)
        let last = source.location(of: end).line
        all = (span.start.line...max(last, span.start.line)).compactMap { number in
            let line = source.range(ofLine: number)
            guard let start = line.first(where: { source[$0] > 0x20 }), source[start] != UInt8(ascii: ";") else {
                return nil
            }
            let textEnd = (start..<min(line.upperBound, max(end, start + 1))).last { source[$0] > 0x20 } ?? start
            return SourceSpan(source, start..<textEnd + 1)
        }
    }

    var first: SourceSpan { all[0] }

    /// The edits that make comments of the lines.
    var edits: [Edit] {
        all.map { text in
            let start = text.source.range(ofLine: text.start.line).lowerBound
            return Edit(replace: SourceSpan(text.source, start..<start), with: ";")
        }
    }
}
