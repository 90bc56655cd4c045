@testable import ZoneFile

// Problems of the file as a whole: binary data, NULs in comments, and the end of the file.

extension ReferenceText {
    /// The runs of equal bytes in a range.
    func runs(in range: Range<Int>) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start + 1
            while end < range.upperBound, self[end] == self[start] { end += 1 }
            runs.append(start..<end)
            start = end
        }
        return runs
    }
}

extension ReferenceReader {
    /// Whether the file is text. Reports a wrong encoding, a byte order mark, and lines that end in carriage returns.
    mutating func looksLikeText() -> Bool {
        let bytes = text.bytes
        guard !bytes.isEmpty else { return true }
        // The recognition has no fast variant that could differ.
        if let (format, range) = ForeignFormat.recognize(SourceFile(path: "", bytes: bytes)) {
            report(.foreignFormat(format), range)
            return false
        }
        if isUTF16() {
            report(.utf16, 0..<2)
            return false
        }
        if let nul = bytes.firstIndex(of: 0) {
            let around = bytes[max(0, nul - 2048)..<min(bytes.count, nul + 2048)]
            if around.count(where: ReferenceText.isControl) * 10 >= around.count {
                report(.binary, nul..<nul + 1)
                return false
            }
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            report(.byteOrderMark, 0..<3)
            skipByteOrderMark()
        }
        if text.hasOnlyCarriageReturns, let first = bytes.firstIndex(of: 0x0D) {
            report(.carriageReturnLines, first..<first + 1)
        }
        return true
    }

    private func isUTF16() -> Bool {
        let bytes = text.bytes
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
        let length = min(bytes.count, 512) / 2 * 2
        guard length >= 8 else { return false }
        let even = (0..<length).count { $0.isMultiple(of: 2) && bytes[$0] == 0 }
        let odd = (0..<length).count { !$0.isMultiple(of: 2) && bytes[$0] == 0 }
        let most = length / 2 * 9 / 10
        return (even >= most && odd == 0) || (odd >= most && even == 0)
    }

    /// Reports the NULs that have not been reported with a token, at most a hundred runs of them.
    mutating func reportNULsInComments() {
        let reported = dump.problems.filter { $0.kind == .controlCharacter(0) }.map(\.range)
        let runs = text.runs(in: 0..<text.count).filter { text[$0.lowerBound] == 0 }
        for run in runs.filter({ run in !reported.contains { $0.contains(run.lowerBound) } }).prefix(100) {
            report(.controlCharacter(0), run)
        }
    }
}
