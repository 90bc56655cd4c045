extension Labels {
    /// Why a name can be mistaken for another one with as many labels, or `nil` if it is just another name.
    func resemblance(to other: Labels) -> NearMiss.Reason? {
        guard labels.count == other.labels.count, labels.count >= 2 else { return nil }
        let different = labels.indices.filter { labels[$0] != other.labels[$0] }
        guard different.count == 1, let index = different.first else { return nil }
        if Self.differInOneLetter(labels[index], other.labels[index]) { return .oneLetter }
        // `chat.example.com` and `matrix.example.com` are hosts of the same domain, and none is a mistake for the other.
        return index > 0 ? .oneLabel : nil
    }

    /// Whether a letter is missing, added, replaced, or swapped with the next. Short labels are never the result of a
    /// mistake.
    private static func differInOneLetter(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard min(left.count, right.count) >= 4, abs(left.count - right.count) <= 1 else { return false }
        let start = zip(left, right).prefix { $0 == $1 }.count
        let end = zip(left.dropFirst(start).reversed(), right.dropFirst(start).reversed()).prefix { $0 == $1 }.count
        let (a, b) = (left[start..<left.count - end], right[start..<right.count - end])
        return max(a.count, b.count) <= 1 || a.count == 2 && Array(a) == b.reversed()
    }
}
