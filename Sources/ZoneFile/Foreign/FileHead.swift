import DNS

/// The first lines of a file, for the recognition of its format.
struct FileHead {
    /// The lines that are not empty, without the white space at their ends. The last one may be cut.
    let lines: [Substring]
    /// ``lines`` without those that begin with `#`.
    let statements: [Substring]
    /// The first statement, or its start if it is long.
    let firstRange: Range<Int>

    private static let byteCount = 4096

    init(_ source: SourceFile, from start: Int) {
        let end = min(start + Self.byteCount, source.count)
        let text = source.text(in: start..<end)
        var lines = text.split(whereSeparator: \.isNewline)
        // A line that was cut may look like something else.
        if end < source.count, lines.count > 1 { lines.removeLast() }
        let trimmed: [Substring] = lines.compactMap { line in
            var line = line
            while let last = line.last, last.isWhitespace { line.removeLast() }
            return line.isEmpty ? nil : line
        }
        self.lines = trimmed
        statements = trimmed.filter { !$0.drop(while: \.isWhitespace).hasPrefix("#") }
        let statement = statements.first ?? trimmed.first ?? ""
        let skipped = text.utf8.distance(from: text.startIndex, to: statement.startIndex)
        let indent = statement.prefix(while: \.isWhitespace).utf8.count
        let first = min(start + (statement.isEmpty ? 0 : skipped + indent), end)
        firstRange = first..<min(first + max(1, min(statement.utf8.count - indent, 60)), source.count)
    }

    var text: String { lines.joined(separator: "\n") }

    /// The first character that is not white space, and the next one.
    var start: (first: Character, second: Character)? {
        var characters = lines.joined(separator: " ").lazy.filter { !$0.isWhitespace }.makeIterator()
        guard let first = characters.next() else { return nil }
        return (first, characters.next() ?? " ")
    }

    /// Whether there are statements, and all have the form.
    func allStatements(_ hasForm: (Substring) -> Bool) -> Bool {
        !statements.isEmpty && statements.allSatisfy(hasForm)
    }

    static func words(_ line: Substring) -> [Substring] {
        line.split(whereSeparator: \.isWhitespace)
    }

    /// Whether a word is a class, a type or a TTL, so that a record may follow.
    static func isOfRecord(_ word: Substring) -> Bool {
        RecordClass(mnemonic: word) != nil || RecordType(mnemonic: String(word)) != nil
            || word.utf8.allSatisfy { $0 &- 0x30 < 10 }
    }
}
