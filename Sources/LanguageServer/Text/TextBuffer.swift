import ZoneFile

/// A text in UTF-8 that is addressed and edited with positions of the protocol.
public struct TextBuffer: Equatable, Sendable {
    public private(set) var bytes: [UInt8]
    private var lineStarts: [Int]

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lineStarts = Self.lineStarts(bytes)
    }

    private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
        var starts = [0]
        for offset in 0..<bytes.count where isLineStart(offset + 1, bytes) { starts.append(offset + 1) }
        return starts
    }

    /// Whether a line starts at an offset after 0. Lines end with LF, CRLF or CR (LSP 3.17, "Text Documents").
    private static func isLineStart(_ offset: Int, _ bytes: [UInt8]) -> Bool {
        guard offset <= bytes.count else { return false }
        switch bytes[offset - 1] {
        case 0x0A: return true
        case 0x0D: return offset == bytes.count || bytes[offset] != 0x0A
        default: return false
        }
    }

    /// The offset of a position. A character beyond the end of its line is that end, and a position within a scalar is its start.
    public func offset(of position: TextPosition, _ encoding: PositionEncoding) -> Int {
        guard position.line >= 0 else { return 0 }
        guard position.line < lineStarts.count else { return bytes.count }
        var index = lineStarts[position.line]
        let end = endOfLine(position.line)
        var left = position.character
        while index < end {
            let length = scalarLength(at: index, end)
            let units = (index..<index + length).reduce(0) { $0 + encoding.units(ofLead: bytes[$1]) }
            guard left >= units else { break }
            left -= units
            index += length
        }
        return index
    }

    /// The position of an offset.
    public func position(of offset: Int, _ encoding: PositionEncoding) -> TextPosition {
        let offset = min(max(offset, 0), bytes.count)
        // The first line starts at 0, so it is never the first that starts after the offset.
        let line = lineStarts.partitioningIndex { $0 > offset } - 1
        // The protocol has no position within a line ending.
        let end = min(offset, endOfLine(line))
        let units = bytes[lineStarts[line]..<end].reduce(0) { $0 + encoding.units(ofLead: $1) }
        return TextPosition(line: line, character: units)
    }

    /// Replaces the text between two positions.
    public mutating func replace(
        _ start: TextPosition, _ end: TextPosition, with text: String, _ encoding: PositionEncoding
    ) {
        let (first, second) = (offset(of: start, encoding), offset(of: end, encoding))
        replace(min(first, second)..<max(first, second), with: Array(text.utf8))
    }

    private mutating func replace(_ range: Range<Int>, with new: [UInt8]) {
        bytes.replaceSubrange(range, with: new)
        // Whether a line starts at an offset depends on the two bytes around it. So the lines that start before the range
        // stay, and those that start after it move.
        let moved = lineStarts.partitioningIndex { $0 > range.upperBound }
        let kept = max(1, lineStarts.partitioningIndex { $0 >= range.lowerBound })
        let shift = new.count - range.count
        if shift != 0 { for index in moved..<lineStarts.count { lineStarts[index] += shift } }
        let added = max(range.lowerBound, 1)..<max(range.lowerBound + new.count + 1, 1)
        lineStarts.replaceSubrange(kept..<max(kept, moved), with: added.filter { Self.isLineStart($0, bytes) })
    }

    private func endOfLine(_ line: Int) -> Int {
        guard line + 1 < lineStarts.count else { return bytes.count }
        var end = lineStarts[line + 1] - 1
        if bytes[end] == 0x0A, end > lineStarts[line], bytes[end - 1] == 0x0D { end -= 1 }
        return end
    }

    private func scalarLength(at index: Int, _ end: Int) -> Int {
        var next = index + 1
        while next < end, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next - index
    }
}
