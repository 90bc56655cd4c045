import Diagnostics
import ZoneFile

/// What a mail program or a listing wrote in front of each line of a file, which is a zone file without it.
struct LinePrefixes {
    /// What is in front of each line, with the white space that belongs to it.
    private(set) var all: [SourceSpan] = []
    /// The sign or the number in front of the first line, without white space.
    private(set) var first: SourceSpan
    /// Whether it is certain how much white space belongs to it. Without a tab, that is known only from the other lines.
    private(set) var isCertain = false

    /// No file that is pasted from a mail has more lines.
    private static let lineLimit = 10_000

    /// - Returns: `nil` for other formats, and if it is not certain how much of a line is to be removed.
    init?(_ format: ForeignFormat, of source: SourceFile) {
        guard format == .quotedMail || format == .numberedLines, source.lineCount <= Self.lineLimit else { return nil }
        let lines = (1...max(source.lineCount, 1)).map { source.range(ofLine: $0) }.filter { range in
            range.contains { ![0x20, 0x09].contains(source[$0]) }
        }
        let marks = lines.compactMap { line in
            format == .quotedMail ? Self.quotationMark(line, source) : Self.number(line, source)
        }
        guard let mark = marks.first, marks.count == lines.count else { return nil }
        first = SourceSpan(source, mark)
        guard
            let ends = format == .quotedMail
                ? Self.endsAfterSpace(marks, source) : Self.endsOfNumbers(marks, lines, source)
        else { return nil }
        let hasTabs = zip(marks, lines).allSatisfy { $0.upperBound == $1.upperBound || source[$0.upperBound] == 0x09 }
        isCertain = format == .quotedMail || hasTabs
        all = zip(lines, ends).map { SourceSpan(source, $0.lowerBound..<$1) }
    }

    /// The `>` in the first column.
    private static func quotationMark(_ line: Range<Int>, _ source: SourceFile) -> Range<Int>? {
        source[line.lowerBound] == UInt8(ascii: ">") ? line.lowerBound..<line.lowerBound + 1 : nil
    }

    /// One space after the sign belongs to it, if each line has it. Otherwise it indents the record.
    private static func endsAfterSpace(_ marks: [Range<Int>], _ source: SourceFile) -> [Int]? {
        let ends = marks.map(\.upperBound)
        let isEnd = { (at: Int) in at >= source.count || [0x0A, 0x0D].contains(source[at]) }
        let haveSpace = ends.allSatisfy { isEnd($0) || source[$0] == 0x20 }
        return haveSpace ? ends.map { isEnd($0) ? $0 : $0 + 1 } : ends
    }

    // MARK: - Numbers

    /// The digits at the start of the line, behind white space.
    private static func number(_ line: Range<Int>, _ source: SourceFile) -> Range<Int>? {
        guard let start = line.first(where: { source[$0] != 0x20 }) else { return nil }
        let end = (start..<line.upperBound).first { source[$0] &- 0x30 >= 10 } ?? line.upperBound
        return end > start ? start..<end : nil
    }

    /// Where the text of each line begins: behind the tab of `cat -n`, or in the same column, or after as many signs, of all lines.
    private static func endsOfNumbers(_ marks: [Range<Int>], _ lines: [Range<Int>], _ source: SourceFile) -> [Int]? {
        let pairs = Array(zip(marks, lines))
        if pairs.allSatisfy({ $0.upperBound == $1.upperBound || source[$0.upperBound] == 0x09 }) {
            return pairs.map { min($0.upperBound + 1, $1.upperBound) }
        }
        // Indented lines begin further to the right. So the least distance is that of the others.
        var widths: [Int: (column: Int, distance: Int)] = [:]
        var starts: [(column: Int, distance: Int)] = []
        for (mark, line) in pairs {
            guard let text = (mark.upperBound..<line.upperBound).first(where: { !" .:)|".utf8.contains(source[$0]) })
            else { continue }
            if source[text] == 0x09 { return nil }
            let least = widths[mark.count] ?? (.max, .max)
            let (column, distance) = (text - line.lowerBound, text - mark.upperBound)
            widths[mark.count] = (min(least.column, column), min(least.distance, distance))
            // A directive and the origin are in the first column.
            if source[text] == UInt8(ascii: "$") || source[text] == UInt8(ascii: "@") {
                starts.append((column, distance))
            }
        }
        guard let one = widths.values.first, one.distance > 0 else { return nil }
        if (widths.values + starts).allSatisfy({ $0.column == one.column }) {
            return pairs.map { min($1.lowerBound + one.column, $1.upperBound) }
        }
        guard (widths.values + starts).allSatisfy({ $0.distance == one.distance }) else { return nil }
        return pairs.map { min($0.upperBound + one.distance, $1.upperBound) }
    }
}
