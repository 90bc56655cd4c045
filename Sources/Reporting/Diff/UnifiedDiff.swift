import Linting
import ZoneFile

/// The changes in a file, as `patch -p1` and `git apply` accept them.
///
/// The diff consists of bytes, because zone files need not be UTF-8 and a patch must match exactly.
public enum UnifiedDiff {
    /// Lines shown before and after a change.
    private static let context = 3

    /// - Parameter path: The path relative to the directory in which the patch is applied.
    public static func render(_ text: RevisedText, path: String) -> [UInt8] {
        text.original.withBytes { old in
            let changes = changedLines(text, old)
            guard !changes.isEmpty else { return [] }
            var output = header("---", "a/" + path) + header("+++", "b/" + path)
            let lines = Lines(old)
            var shift = 0
            for hunk in hunks(changes) { output += render(hunk, lines, &shift) }
            return output
        }
    }

    /// Lines that are replaced by others.
    private struct Change {
        /// The numbers of the old lines, counted from 0.
        var old: Range<Int>
        var new: [ArraySlice<UInt8>]
    }

    // MARK: - Lines

    /// The lines of a diff, which end after a line feed whatever line ends the file uses.
    private struct Lines {
        let bytes: UnsafeBufferPointer<UInt8>
        private(set) var starts: [Int]

        init(_ bytes: UnsafeBufferPointer<UInt8>) {
            self.bytes = bytes
            starts = [0]
            for (offset, byte) in bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
            // There is no line after the last line feed.
            if starts.last == bytes.count { starts.removeLast() }
        }

        var count: Int { starts.count }

        func range(_ line: Int) -> Range<Int> {
            starts[line]..<(line + 1 < count ? starts[line + 1] : bytes.count)
        }

        /// Returns the line that contains the byte at `offset`; ``count`` after the last line.
        func line(of offset: Int) -> Int {
            guard offset < bytes.count || bytes.last != 0x0A else { return count }
            return max(0, starts.partitioningIndex { $0 > offset } - 1)
        }
    }

    private static func changedLines(_ text: RevisedText, _ old: UnsafeBufferPointer<UInt8>) -> [Change] {
        let lines = Lines(old)
        var changes: [Change] = []
        var pending: [RevisedText.Replacement] = []
        var region = 0..<0
        func finish() {
            guard !pending.isEmpty else { return }
            if let change = change(region, pending, lines) { changes.append(change) }
        }
        for replacement in text.replacements {
            let first = lines.line(of: replacement.range.lowerBound)
            let end = min(lines.count, lines.line(of: replacement.range.upperBound) + 1)
            if pending.isEmpty || first >= region.upperBound {
                finish()
                pending = []
                region = first..<max(first, end)
            } else {
                region = region.lowerBound..<max(region.upperBound, end)
            }
            pending.append(replacement)
        }
        finish()
        return changes
    }

    private static func change(_ region: Range<Int>, _ replacements: [RevisedText.Replacement], _ lines: Lines)
        -> Change?
    {
        let start = region.lowerBound < lines.count ? lines.range(region.lowerBound).lowerBound : lines.bytes.count
        let end = region.isEmpty ? start : lines.range(region.upperBound - 1).upperBound
        var text: [UInt8] = []
        var position = start
        for replacement in replacements {
            text += lines.bytes[position..<replacement.range.lowerBound]
            text += replacement.bytes
            position = replacement.range.upperBound
        }
        text += lines.bytes[position..<max(position, end)]
        var change = Change(old: region, new: split(text))
        // An edit at the end of a line, or up to the next one, leaves adjacent lines unchanged.
        while let line = change.new.first, !change.old.isEmpty, isSame(line, change.old.lowerBound, lines) {
            change.old = change.old.dropFirst()
            change.new.removeFirst()
        }
        while let line = change.new.last, !change.old.isEmpty, isSame(line, change.old.upperBound - 1, lines) {
            change.old = change.old.dropLast()
            change.new.removeLast()
        }
        return change.old.isEmpty && change.new.isEmpty ? nil : change
    }

    private static func isSame(_ line: ArraySlice<UInt8>, _ number: Int, _ lines: Lines) -> Bool {
        line.elementsEqual(lines.bytes[lines.range(number)])
    }

    private static func split(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (offset, byte) in text.enumerated() where byte == 0x0A {
            lines.append(text[start...offset])
            start = offset + 1
        }
        if start < text.count { lines.append(text[start...]) }
        return lines
    }

    // MARK: - Hunks

    /// Combines changes whose contexts would touch into one hunk.
    private static func hunks(_ changes: [Change]) -> [[Change]] {
        changes.reduce(into: []) { hunks, change in
            if let last = hunks.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * context {
                hunks[hunks.count - 1].append(change)
            } else {
                hunks.append([change])
            }
        }
    }

    /// - Parameter shift: The number of lines by which the changes before the hunk lengthen the text.
    private static func render(_ hunk: [Change], _ lines: Lines, _ shift: inout Int) -> [UInt8] {
        let start = max(0, (hunk.first?.old.lowerBound ?? 0) - context)
        let end = min(lines.count, (hunk.last?.old.upperBound ?? 0) + context)
        let growth = hunk.reduce(0) { $0 + $1.new.count - $1.old.count }
        let old = headerRange(start, end - start)
        let new = headerRange(start + shift, end - start + growth)
        shift += growth
        var output = Array("@@ -\(old) +\(new) @@\n".utf8)
        var line = start
        for change in hunk {
            for number in line..<change.old.lowerBound { add(" ", lines.bytes[lines.range(number)], to: &output) }
            for number in change.old { add("-", lines.bytes[lines.range(number)], to: &output) }
            for new in change.new { add("+", new, to: &output) }
            line = change.old.upperBound
        }
        for number in line..<end { add(" ", lines.bytes[lines.range(number)], to: &output) }
        return output
    }

    /// The range of a hunk header. Without lines, it starts at the line before them.
    private static func headerRange(_ start: Int, _ count: Int) -> String {
        "\(count == 0 ? start : start + 1),\(count)"
    }

    private static func add(_ sign: Character, _ line: some Collection<UInt8>, to output: inout [UInt8]) {
        output += sign.utf8
        output += line
        if output.last != 0x0A { output += "\n\\ No newline at end of file\n".utf8 }
    }

    // MARK: - Names

    /// The line of the patch that names a file. As in git, a name that could be misread is in quotes.
    private static func header(_ sign: String, _ path: String) -> [UInt8] {
        let bytes = PathText.bytes(of: path)
        // Bytes that are not UTF-8 are quoted as in git. Letters outside ASCII are not, unlike in git.
        let isText = bytes.elementsEqual(path.utf8)
        guard !isText || bytes.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0x22 || $0 == 0x5C }) else {
            // Some programs take the text after a space for a date. A tab ends the name.
            return Array("\(sign) \(path)\(bytes.contains(0x20) ? "\t" : "")\n".utf8)
        }
        var quoted = Array("\(sign) \"".utf8)
        for byte in bytes {
            switch byte {
            case 0x22, 0x5C: quoted += [0x5C, byte]
            case _ where byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !isText):
                quoted += [0x5C, 0x30 + (byte >> 6), 0x30 + (byte >> 3 & 7), 0x30 + (byte & 7)]
            default: quoted.append(byte)
            }
        }
        return quoted + Array("\"\n".utf8)
    }
}
