import Diagnostics
import ZoneFile

/// The words for a line that has no type and no data, and its correction.
struct LineWithoutType {
    private(set) var message = "the record has no type"
    private(set) var label = "expected a type and data after this"
    private(set) var help = "add the type and its data, or put `;` before the line if it is not a record"
    private(set) var span: SourceSpan
    /// Empty if there is more than one sensible correction.
    private(set) var fix: [Fix] = []

    init(_ problem: ZoneProblem) {
        let source = problem.span.source
        span = problem.span
        let text = span.text
        if let word = Self.wordBefore(span, "TTL") {
            span = word
            message = "the `$` before `TTL` is missing"
            label = "read as the owner of a record"
            help = "write `$TTL` in place of `TTL`"
            fix = [Fix(help, .unsafe, [insertion("$", source)])]
        } else if let (line, range) = Self.foreignLine(span) {
            span = range
            message = "\(line.what) is not a record"
            label = "read as a record"
            help = line.help
            fix = line.fix(range)
        } else if Self.isRuler(text) {
            let isFence = text.hasPrefix("```")
            message =
                isFence
                ? "a line that begins with three backticks is not a record" : "\(Words.quoted(text)) is not a record"
            label = "read as the owner of a record"
            help =
                switch text {
                case "=======": "remove the line if a merge left it there, or put `;` before it"
                case _ where isFence: "remove the line: it begins or ends a block of code in Markdown"
                default: "put `;` before it"
                }
            // What is left of a merge has to be looked at.
            fix = text == "=======" ? [] : [Fix("put `;` before it", .safe, [insertion(";", source)])]
            if isFence {
                let next = source.range(ofLine: span.start.line + 1).lowerBound
                let line = SourceSpan(source, source.range(ofLine: span.start.line).lowerBound..<next)
                fix = [Fix("remove the line", .safe, [Edit(replace: line, with: "")])]
            }
        } else if Self.endsHereDocument(span) {
            message = "\(Words.quoted(text)) is not a record"
            label = "ends a here-document in a shell script"
            help = "remove the line"
            let line = source.range(ofLine: span.start.line).lowerBound..<source.count
            fix = [Fix(help, .safe, [Edit(replace: SourceSpan(source, line), with: "")])]
        } else if text.contains("\\t") {
            label = "`\\t` is not a tab here"
            help = "write spaces or tabs in place of `\\t`"
        }
    }

    private func insertion(_ text: String, _ source: SourceFile) -> Edit {
        Edit(replace: SourceSpan(source, span.range.lowerBound..<span.range.lowerBound), with: text)
    }

    /// Whether the text is a usual word at the end of a here-document (`cat > FILE <<EOF`), alone on the last line of the file.
    private static func endsHereDocument(_ span: SourceSpan) -> Bool {
        let (source, line) = (span.source, span.source.range(ofLine: span.start.line))
        return ["EOF", "EOT", "EOD", "EOL", "END", "EOZ", "_EOF_", "__EOF__", "ZONE"].contains(span.text)
            && line.lowerBound == span.range.lowerBound
            && (span.range.upperBound..<source.count).allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains(source[$0]) }
    }

    /// Whether the text is a line of the same sign, as between two parts of a text.
    private static func isRuler(_ text: String) -> Bool {
        guard text.utf8.count >= 3, let first = text.first, "=-~*_+.`#".contains(first) else { return false }
        return text.allSatisfy { $0 == first } || text.hasPrefix("```")
    }

    private static func foreignLine(_ span: SourceSpan) -> (ForeignLine, SourceSpan)? {
        let source = span.source
        var range = source.range(ofLine: span.start.line)
        while let last = range.last, [0x20, 0x09, 0x0A, 0x0D].contains(source[last]) {
            range = range.lowerBound..<last
        }
        return ForeignLine(source.text(in: range)).map { ($0, SourceSpan(source, range)) }
    }

    /// The word, if it is the only text before the span on its line.
    private static func wordBefore(_ span: SourceSpan, _ word: String) -> SourceSpan? {
        var end = span.range.lowerBound
        while end > 0, [0x20, 0x09].contains(span.source[end - 1]) { end -= 1 }
        let start = end - word.utf8.count
        guard start == 0 || start > 0 && [0x0A, 0x0D].contains(span.source[start - 1]),
            span.source.text(in: start..<end).uppercased() == word
        else { return nil }
        return SourceSpan(span.source, start..<end)
    }
}
