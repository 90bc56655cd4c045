import DNS

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

// Problems of a file as text, outside its entries.

extension ZoneReader {
    /// Checks the file as a whole: encoding, byte order mark and line ends.
    ///
    /// - Returns: whether it is text that can be read as a zone file.
    mutating func isReadableText() -> Bool {
        guard source.count > 0 else { return true }
        if !source.isGenerated, hasMergeConflicts() { return false }
        if !source.isGenerated, let (format, range) = ForeignFormat.recognize(source) {
            report(.foreignFormat(format), range)
            return false
        }
        if isUTF16() {
            report(.utf16, 0..<min(2, source.count))
            return false
        }
        if let nul = firstNUL(), isBinary(nul) {
            report(.binary, nul..<nul + 1)
            return false
        }
        if source.count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF {
            report(.byteOrderMark, 0..<3)
            scanner.skip(to: 3)
        }
        if memchr(base, 0x0A, source.count) == nil, let found = memchr(base, 0x0D, source.count) {
            let at = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            report(.carriageReturnLines, at..<at + 1)
        }
        return true
    }

    /// Reports the conflicts that a merge left. Which of the two texts is intended is not known, so that the file is not read.
    private mutating func hasMergeConflicts() -> Bool {
        let conflicts = MergeConflict.all(in: source)
        for conflict in conflicts {
            report(.mergeConflict, conflict.start, related: SourceSpan(source, conflict.end))
        }
        // The comments that ignore findings hold nevertheless.
        if !conflicts.isEmpty { while scanner.next() {} }
        return !conflicts.isEmpty
    }

    /// Whether the file has a byte order mark of UTF-16, or every other byte at its start is NUL.
    private func isUTF16() -> Bool {
        guard source.count >= 2 else { return false }
        if (base[0], base[1]) == (0xFF, 0xFE) || (base[0], base[1]) == (0xFE, 0xFF) { return true }
        let length = min(source.count, 512) & ~1
        guard length >= 8 else { return false }
        var nuls = (even: 0, odd: 0)
        for at in stride(from: 0, to: length, by: 2) {
            if base[at] == 0 { nuls.even += 1 }
            if base[at + 1] == 0 { nuls.odd += 1 }
        }
        let most = length / 2 * 9 / 10
        return (nuls.even >= most && nuls.odd == 0) || (nuls.odd >= most && nuls.even == 0)
    }

    private func firstNUL() -> Int? {
        memchr(base, 0, source.count).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
    }

    /// Whether the file is binary: around the first NUL, at least one byte in ten is a control character.
    private func isBinary(_ nul: Int) -> Bool {
        let start = max(0, nul - 2048)
        let end = min(source.count, nul + 2048)
        var controls = 0
        for at in start..<end where ByteClass.table[Int(base[at])] == ByteClass.control { controls += 1 }
        return controls * 10 >= end - start
    }

    /// Reports each run of control characters in the entry's tokens.
    mutating func reportControlCharacters() {
        for index in 0..<scanner.tokenCount where scanner.tokens[index].flags.contains(.control) {
            let token = scanner.tokens[index]
            let onlyNUL = token.flags.contains(.quoted)
            var at = Int(token.start)
            while at < Int(token.end) {
                let byte = base[at]
                let isFault = onlyNUL ? byte == 0 : ByteClass.table[Int(byte)] == ByteClass.control
                guard isFault else {
                    at += 1
                    continue
                }
                let start = at
                while at < Int(token.end), base[at] == byte { at += 1 }
                report(.controlCharacter(byte), start..<at)
            }
        }
    }

    /// Whether the entry is only Ctrl-Z, with which CP/M and DOS marked the end of a text file.
    var isEndMark: Bool { scanner.tokenCount == 1 && bytes(scanner.tokens[0]).allSatisfy { $0 == 0x1A } }

    /// The problems that are found only after the entries: NULs in comments, and a last line without a line end.
    mutating func problemsAtEnd() -> [ZoneProblem] {
        var found: [ZoneProblem] = []
        if firstNUL() != nil { found += nulsInComments() }
        if source.count > 0, ![0x0A, 0x0D].contains(base[source.count - 1]), !endsWithReportedMark {
            let end = SourceSpan(source, source.count..<source.count)
            found.append(ZoneProblem(.noFinalNewline, end))
        }
        return found
    }

    /// Whether a Ctrl-Z at the end of the file was reported. It is the reason that there is no line end.
    private var endsWithReportedMark: Bool {
        base[source.count - 1] == 0x1A
            && problems.all.contains {
                $0.kind == .controlCharacter(0x1A) && $0.span.source === source
                    && $0.span.range.upperBound == source.count
            }
    }

    /// The NULs that have not been reported as part of a token.
    private func nulsInComments() -> [ZoneProblem] {
        var found: [ZoneProblem] = []
        let reported =
            problems.all
            .filter { $0.kind == .controlCharacter(0) && $0.span.source === source }
            .map(\.span.range).sorted { $0.lowerBound < $1.lowerBound }
        var next = reported.startIndex
        var at = 0
        while at < source.count, found.count < 100, let nul = memchr(base + at, 0, source.count - at) {
            let start = UnsafeRawPointer(nul) - UnsafeRawPointer(base)
            at = start
            while at < source.count, base[at] == 0 { at += 1 }
            while next < reported.endIndex, reported[next].upperBound <= start { next += 1 }
            if next == reported.endIndex || start < reported[next].lowerBound {
                found.append(ZoneProblem(.controlCharacter(0), SourceSpan(source, start..<at)))
            }
        }
        return found
    }
}
