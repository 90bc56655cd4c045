import Diagnostics
import ZoneFile

/// The changes of a fix in one file: removed lines and the lines that replace them.
struct FixDiff {
    private struct Hunk {
        /// The numbers of the first old and the first new line.
        var oldStart: Int
        var newStart: Int
        var oldCount: Int
        var new: [LineContent]
        /// The range of the change in the first line.
        var change: Range<Int>
    }

    let source: SourceFile
    private var hunks: [Hunk] = []

    /// Returns the changes by file, beginning with those of `first`.
    static func diffs(of fix: Fix, first: SourceFile?) -> [FixDiff] {
        var sources: [SourceFile] = []
        var edits: [ObjectIdentifier: [Edit]] = [:]
        for edit in fix.edits {
            let source = edit.span.source
            if edits[ObjectIdentifier(source)] == nil { sources.append(source) }
            edits[ObjectIdentifier(source), default: []].append(edit)
        }
        if let first, let index = sources.firstIndex(where: { $0 === first }) {
            sources.insert(sources.remove(at: index), at: 0)
        }
        return sources.map { FixDiff($0, edits[ObjectIdentifier($0)] ?? []) }
    }

    /// The largest line number shown.
    var lastLine: Int {
        hunks.prefix(Self.maximumHunks)
            .map { max($0.oldStart + $0.oldCount, $0.newStart + $0.new.count) - 1 }.max() ?? 1
    }

    private init(_ source: SourceFile, _ edits: [Edit]) {
        self.source = source
        var group: [Edit] = []
        var lines = 0..<0
        var shift = 0
        let sorted = edits.enumerated().sorted {
            ($0.element.span.range.lowerBound, $0.offset) < ($1.element.span.range.lowerBound, $1.offset)
        }
        for edit in sorted.map(\.element) {
            let range = edit.span.range
            // Edits should not overlap; one that does is omitted rather than shown wrongly.
            if let last = group.last, range.lowerBound < last.span.range.upperBound { continue }
            let first = source.location(of: range.lowerBound).line
            let isOnOne = range.upperBound <= source.range(ofLine: first).upperBound
            let last = isOnOne ? first : source.location(of: range.upperBound).line
            if group.isEmpty || first >= lines.upperBound {
                add(group, lines, &shift)
                group = []
                lines = first..<(last + 1)
            } else {
                lines = lines.lowerBound..<max(lines.upperBound, last + 1)
            }
            group.append(edit)
        }
        add(group, lines, &shift)
    }

    private mutating func add(_ edits: [Edit], _ lines: Range<Int>, _ shift: inout Int) {
        guard let firstEdit = edits.first else { return }
        let start = source.range(ofLine: lines.lowerBound).lowerBound
        let end = source.range(ofLine: lines.upperBound - 1).upperBound
        var new = [LineContent()]
        var position = start
        for edit in edits {
            new[new.count - 1].append(source, position..<max(position, edit.span.range.lowerBound))
            for (index, piece) in Self.lines(of: edit.text).enumerated() {
                if index > 0 { new.append(LineContent()) }
                new[new.count - 1].append(piece)
            }
            position = edit.span.range.upperBound
        }
        new[new.count - 1].append(source, position..<max(position, end))

        // An edit of whole lines may have unchanged lines at both ends.
        var old = lines
        var changeStart = firstEdit.span.range.lowerBound - start
        while !old.isEmpty, let line = new.first, line.isSame(as: LineContent(source, line: old.lowerBound)) {
            old = (old.lowerBound + 1)..<old.upperBound
            new.removeFirst()
            changeStart = 0
        }
        let skipped = old.lowerBound - lines.lowerBound
        while !old.isEmpty, let line = new.last, line.isSame(as: LineContent(source, line: old.upperBound - 1)) {
            old = old.lowerBound..<(old.upperBound - 1)
            new.removeLast()
        }
        // The text after the last line end is not a line, so nothing is removed there.
        if old.upperBound - 1 > source.lineCount || source.count == 0 {
            old = old.lowerBound..<max(old.lowerBound, old.upperBound - 1)
        }
        guard !old.isEmpty || !new.isEmpty else { return }
        let change = max(0, changeStart)..<max(0, changeStart, firstEdit.span.range.upperBound - start)
        let newStart = lines.lowerBound + skipped + shift
        hunks.append(
            Hunk(oldStart: old.lowerBound, newStart: newStart, oldCount: old.count, new: new, change: change)
        )
        shift += new.count - old.count
    }

    /// Returns the pieces of a replacement between its line ends (LF, CR LF or CR, as the source counts lines).
    private static func lines(of text: String) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x0A where previous == 0x0D: break
            case 0x0A, 0x0D: lines.append([])
            default: lines[lines.count - 1].append(byte)
            }
            previous = byte
        }
        return lines
    }

    /// - Parameter columns: The columns available for a line.
    func rows(_ gutter: Gutter, columns: Int) -> [StyledText] {
        var rows: [StyledText] = []
        for hunk in hunks.prefix(Self.maximumHunks) {
            for index in 0..<min(hunk.oldCount, Self.maximumLines) {
                let number = hunk.oldStart + index
                let window = window(LineContent(source, line: number), index, hunk, columns)
                rows.append(gutter.row(number, sign: "-", window.text, .removed))
            }
            if hunk.oldCount > Self.maximumLines { rows.append(gutter.gap) }
            for (index, line) in hunk.new.prefix(Self.maximumLines).enumerated() {
                let window = window(line, index, hunk, columns)
                rows.append(gutter.row(hunk.newStart + index, sign: "+", window.text, .added))
            }
            if hunk.new.count > Self.maximumLines { rows.append(gutter.gap) }
        }
        if hunks.count > Self.maximumHunks { rows.append(gutter.gap) }
        return rows
    }

    private func window(_ line: LineContent, _ index: Int, _ hunk: Hunk, _ columns: Int) -> LineWindow {
        LineWindow(line, around: index == 0 ? hunk.change : 0..<0, columns: columns)
    }

    /// A long fix is shortened; `--diff` shows it completely.
    private static let maximumLines = 10
    private static let maximumHunks = 10
}
