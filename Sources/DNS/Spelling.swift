/// Finds the intended word for a misspelt type, directive, option or rule.
public enum Spelling {
    /// The candidate with the most similar spelling, ignoring the case of ASCII letters; `nil` if none is similar enough. The
    /// first of several equally similar ones.
    public static func nearest<Candidates: Sequence<String>>(to word: String, among candidates: Candidates) -> String? {
        let word = word.utf8.prefix(64).map(asciiLowercased)
        let allowed = word.count <= 3 ? 1 : word.count <= 7 ? 2 : 3
        let wanted = Letters(word)
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            guard abs(candidate.utf8.count - word.count) <= allowed,
                wanted.minimalDistance(to: Letters(candidate.utf8)) <= allowed
            else { continue }
            let letters = candidate.utf8.map(asciiLowercased)
            let distance = distance(word, letters)
            if distance <= allowed, distance < letters.count, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.candidate
    }

    /// The number of insertions, deletions, substitutions and swaps of neighbours between two words (optimal string
    /// alignment distance).
    public static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        // The row before the last one, the last one, and the current one. A file can have thousands of misspelt words, so the
        // rows are in one array.
        let width = right.count + 1
        var rows = [Int](repeating: 0, count: 3 * width)
        var (beforeLast, last, current) = (0, width, 2 * width)
        for j in 0..<width { rows[last + j] = j }
        for i in 0..<left.count {
            rows[current] = i + 1
            for j in 0..<right.count {
                let isSame = left[i] == right[j]
                var cost = min(
                    rows[last + j] + (isSame ? 0 : 1), rows[last + j + 1] + 1, rows[current + j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, rows[beforeLast + j - 1] + 1)
                }
                rows[current + j + 1] = cost
            }
            (beforeLast, last, current) = (last, current, beforeLast)
        }
        return rows[last + right.count]
    }
}

/// The set of characters in a word. Some share a bit.
private struct Letters {
    private var bits: UInt64 = 0

    init(_ word: some Sequence<UInt8>) {
        for byte in word { bits |= 1 << UInt64(asciiLowercased(byte) & 63) }
    }

    /// A lower limit of the distance between the words: an edit removes at most one character, and adds at most one.
    func minimalDistance(to other: Letters) -> Int {
        max((bits & ~other.bits).nonzeroBitCount, (other.bits & ~bits).nonzeroBitCount)
    }
}
