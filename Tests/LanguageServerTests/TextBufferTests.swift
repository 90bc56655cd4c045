import LanguageServer
import TestSupport
import Testing

/// The text of the server is compared with a model that works on the client's own units: arrays of UTF-8, UTF-16 or UTF-32.
@Suite("Positions and edits of the language server")
struct TextBufferTests {
    private static let pieces = ["a", "\t", "é", "漢", "𝄞", "\n", "\r\n", "\r", "; x", "e\u{301}"]

    /// The lines of a text with their endings, as the client sees them.
    private func lines(_ text: String) -> [[Unicode.Scalar]] {
        var lines: [[Unicode.Scalar]] = [[]]
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            lines[lines.count - 1].append(scalar)
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            if scalar == "\n" || (scalar == "\r" && next != "\n") { lines.append([]) }
        }
        return lines
    }

    private func width(_ scalar: Unicode.Scalar, _ encoding: PositionEncoding) -> Int {
        switch encoding {
        case .utf8: String(scalar).utf8.count
        case .utf16: String(scalar).utf16.count
        case .utf32: 1
        }
    }

    /// A random position between two scalars, and the number of scalars before it.
    private func position(
        _ text: String, _ encoding: PositionEncoding, _ random: inout some RandomNumberGenerator
    ) -> (TextPosition, Int) {
        let lines = lines(text)
        let line = Int.random(in: 0..<lines.count, using: &random)
        let content = lines[line].prefix { $0 != "\n" && $0 != "\r" }
        let count = Int.random(in: 0...content.count, using: &random)
        let character = content.prefix(count).reduce(0) { $0 + width($1, encoding) }
        let before = lines[..<line].reduce(0) { $0 + $1.count } + count
        return (TextPosition(line: line, character: character), before)
    }

    /// The number of edits in each encoding; more for a long run.
    private static let edits = environmentNumber("SRVLINT_EDITS") ?? 4_000

    @Test("The text after random edits is the client's", arguments: PositionEncoding.allCases)
    func edits(encoding: PositionEncoding) {
        var random = SystemRandomNumberGenerator()
        var model = ""
        var buffer = TextBuffer([])
        for _ in 0..<Self.edits {
            let (first, firstIndex) = position(model, encoding, &random)
            let (second, secondIndex) = position(model, encoding, &random)
            let isSwapped = firstIndex > secondIndex
            let start = isSwapped ? second : first
            let end = isSwapped ? first : second
            // The text stays so short that every edit is near line ends, and the model is fast.
            let isInsertion = model.unicodeScalars.count < 80 && Int.random(in: 0..<4, using: &random) > 0
            let from = min(firstIndex, secondIndex)
            let to = isInsertion ? from : max(firstIndex, secondIndex)
            let count = Int.random(in: 0...4, using: &random)
            let new = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            var scalars = Array(model.unicodeScalars)
            scalars.replaceSubrange(from..<to, with: Array(new.unicodeScalars))
            let before = model
            model = scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
            buffer.replace(start, isInsertion ? start : end, with: new, encoding)
            // The lines are kept up to date, too, and not only the bytes.
            let fresh = TextBuffer(Array(model.utf8))
            guard buffer == fresh else {
                Issue.record("\(encoding) \(before.debugDescription) \(start) \(end) \(new.debugDescription)")
                return
            }
        }
    }

    @Test("A position leads to its offset and back", arguments: PositionEncoding.allCases)
    func roundTrip(encoding: PositionEncoding) {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let text = (0..<30).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            let buffer = TextBuffer(Array(text.utf8))
            let (position, scalars) = position(text, encoding, &random)
            let offset = text.unicodeScalars.prefix(scalars).reduce(0) { $0 + String($1).utf8.count }
            #expect(buffer.offset(of: position, encoding) == offset)
            #expect(buffer.position(of: offset, encoding) == position)
        }
    }

    @Test("Positions outside the text are moved into it")
    func outside() {
        let buffer = TextBuffer(Array("a𝄞b\r\nc".utf8))
        #expect(buffer.offset(of: TextPosition(line: 0, character: 99), .utf16) == 6)
        #expect(buffer.offset(of: TextPosition(line: 9, character: 0), .utf16) == 9)
        #expect(buffer.offset(of: TextPosition(line: -1, character: 3), .utf16) == 0)
        // Between the halves of a surrogate pair.
        #expect(buffer.offset(of: TextPosition(line: 0, character: 2), .utf16) == 1)
        #expect(buffer.position(of: 7, .utf8) == TextPosition(line: 0, character: 6))
    }
}
