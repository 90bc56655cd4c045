import ZoneFile

/// A name in the form of a link in Markdown: `[mail.example.com.](http://mail.example.com.)`, as chat programs and wikis write it.
struct MarkdownLink {
    /// The text in the brackets, with the final dot if that is behind the link.
    let name: String
    let span: SourceSpan

    /// - Parameter address: the text in the parentheses.
    /// - Returns: `nil` if it is not directly behind a text in brackets.
    init?(before address: SourceSpan) {
        let (source, start) = (address.source, address.range.lowerBound)
        guard start > 3, source[start - 1] == UInt8(ascii: "("), source[start - 2] == UInt8(ascii: "]") else {
            return nil
        }
        var opening = start - 3
        while opening > 0, source[opening] > 0x20, source[opening] != UInt8(ascii: "[") { opening -= 1 }
        guard source[opening] == UInt8(ascii: "["), opening + 1 < start - 2 else { return nil }
        var end = start
        while end < source.count, source[end] > 0x20, source[end] != UInt8(ascii: ")") { end += 1 }
        guard end < source.count, source[end] == UInt8(ascii: ")") else { return nil }
        end += 1
        var text = source.text(in: opening + 1..<start - 2)
        guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !"\"();[]".utf8.contains($0) }) else { return nil }
        if end < source.count, source[end] == UInt8(ascii: "."), !text.hasSuffix(".") {
            text += "."
            end += 1
        }
        name = text
        span = SourceSpan(source, opening..<end)
    }
}
