/// The first mistake of a text that was meant to be a JSON object, and how to correct all of them.
public struct JSONDiagnosis: Sendable {
    public let mistake: JSONMistake
    /// The edits that turn the text into a JSON object, in order; empty if the intention is not clear.
    public let edits: [JSONEdit]

    /// Diagnoses a text.
    ///
    /// - Returns: `nil` if the text is JSON, other than a document inside a string.
    public static func of(_ bytes: [UInt8]) -> JSONDiagnosis? {
        do throws(JSONProblem) {
            let value = try JSONReader.read(bytes)
            guard let string = value.string, isObject(Array(string.utf8)) else { return nil }
            let mistake = JSONMistake(kind: .quotesAroundDocument, range: value.range.prefix(1))
            return JSONDiagnosis(mistake, [JSONEdit(value.range, string)], bytes)
        } catch {
            return of(bytes, error)
        }
    }

    /// Diagnoses a text that is not JSON.
    public static func of(_ bytes: [UInt8], _ problem: JSONProblem) -> JSONDiagnosis {
        guard problem.kind != .byteOrderMark else { return withMark(bytes, problem.range) }
        return utf16(bytes) ?? enclosed(bytes) ?? afterText(bytes) ?? webPage(bytes) ?? otherNotation(bytes)
            ?? read(bytes, 0..<bytes.count)
            ?? JSONDiagnosis(JSONMistake(kind: .problem(problem.kind), range: problem.range), [], bytes)
    }

    /// Diagnoses a text that starts with a byte order mark, and perhaps has other mistakes.
    private static func withMark(_ bytes: [UInt8], _ mark: Range<Int>) -> JSONDiagnosis {
        // All marks at once: one call for each would exhaust the stack.
        var end = mark.upperBound
        while bytes[end...].starts(with: bytes[mark]) { end += mark.count }
        let others = of(Array(bytes[end...]))?.edits ?? []
        let shifted = others.map { edit in
            JSONEdit(edit.range.lowerBound + end..<edit.range.upperBound + end, edit.text)
        }
        let mistake = JSONMistake(kind: .problem(.byteOrderMark), range: mark)
        return JSONDiagnosis(mistake, [JSONEdit(mark.lowerBound..<end, "")] + shifted, bytes)
    }

    /// Reads one document with the mistakes inside it.
    private static func read(_ bytes: [UInt8], _ range: Range<Int>) -> JSONDiagnosis? {
        var reader = TolerantJSONReader(bytes, range)
        let isUnderstood = reader.readDocument()
        guard let first = reader.mistakes.min(by: { $0.range.lowerBound < $1.range.lowerBound }) else { return nil }
        return JSONDiagnosis(first, isUnderstood ? reader.edits : [], bytes)
    }

    /// The corrected text, or `nil` if the intention is not clear.
    public func repaired(_ bytes: [UInt8]) -> [UInt8]? {
        edits.isEmpty ? nil : Self.applied(edits, to: bytes)
    }

    /// The line and the column, in characters, of the mistake. Both start at 1.
    public func position(in bytes: [UInt8]) -> (line: Int, column: Int) {
        let before = bytes[..<min(mistake.range.lowerBound, bytes.count)]
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let column = String(decoding: before[lineStart...], as: UTF8.self).unicodeScalars.count
        return (before.count { $0 == 0x0A } + 1, column + 1)
    }

    /// The mistake with its line and column.
    public func words(in bytes: [UInt8]) -> String {
        let (line, column) = position(in: bytes)
        return "\(mistake.words) (line \(line), column \(column))"
    }

    // MARK: - Editing

    init(_ mistake: JSONMistake, _ edits: [JSONEdit], _ bytes: [UInt8]) {
        self.mistake = mistake
        let sorted = edits.enumerated().sorted {
            ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
                < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
        }.map(\.element)
        let overlap = zip(sorted, sorted.dropFirst()).contains { $0.range.upperBound > $1.range.lowerBound }
        // Only the strict reader decides whether the result is right.
        self.edits = !overlap && Self.isObject(Self.applied(sorted, to: bytes)) ? sorted : []
    }

    private static func applied(_ edits: [JSONEdit], to bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var at = 0
        for edit in edits {
            guard edit.range.lowerBound >= at else { return [] }
            result += bytes[at..<edit.range.lowerBound] + Array(edit.text.utf8)
            at = edit.range.upperBound
        }
        return result + bytes[at...]
    }

    static func isObject(_ bytes: [UInt8]) -> Bool {
        (try? JSONReader.read(bytes))?.members?.isEmpty == false
    }
}

extension Range<Int> {
    fileprivate func prefix(_ length: Int) -> Range<Int> {
        lowerBound..<Swift.min(upperBound, lowerBound + length)
    }
}
