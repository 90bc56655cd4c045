import DNS

/// A host name as labels in lower case, the form in which names are compared (RFC 4343).
struct Labels: Hashable {
    var labels: [[UInt8]]

    init(_ name: [UInt8]) {
        labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map {
            $0.map(asciiLowercased)
        }
    }

    /// Whether there is no label but the root's.
    var isEmpty: Bool { labels.allSatisfy(\.isEmpty) }

    var hasWildcard: Bool { labels.contains(where: Labels.hasStar) }

    /// Removes a final dot.
    ///
    /// - Returns: Whether there was one.
    @discardableResult
    mutating func dropDotAtEnd() -> Bool {
        guard labels.count > 1, labels.last?.isEmpty == true else { return false }
        labels.removeLast()
        return true
    }

    /// Whether the name ends in a dot.
    var endsInDot: Bool { labels.count > 1 && labels.last?.isEmpty == true }

    /// Whether the name is a host name by RFC 1123, with `_` and a first label `*` allowed.
    var isHostName: Bool {
        let hyphen = UInt8(ascii: "-")
        guard labels.reduce(labels.count - 1, { $0 + $1.count }) <= 253, let last = labels.last else { return false }
        return !Labels.isNumber(last)
            && labels.enumerated().allSatisfy { index, label in
                if index == 0, label == [UInt8(ascii: "*")] { return true }
                return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
                    && !Labels.hasStar(label)
            }
    }

    static func hasStar(_ label: [UInt8]) -> Bool { label.contains(UInt8(ascii: "*")) }

    static func isALabel(_ label: [UInt8]) -> Bool { label.starts(with: Array("xn--".utf8)) }

    static func isNumber(_ name: [UInt8]) -> Bool {
        !name.isEmpty && name.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Whether a label with one `*` inside covers another label.
    static func partial(_ pattern: [UInt8], covers label: [UInt8]) -> Bool {
        let parts = pattern.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
        guard parts.count == 2, label.count >= pattern.count - 1 else { return false }
        return label.starts(with: parts[0]) && label.reversed().starts(with: parts[1].reversed())
    }

    /// A Unicode name as A-labels (RFC 3492). It is only lowercased and encoded, not validated: it serves to recognise
    /// a near miss.
    static func aLabels(of name: String) -> Labels {
        var result = Labels([])
        // A name has at most 255 bytes, and the time for Punycode grows with the square of the length.
        if name.utf8.count > 1000 { return result }
        result.labels = name.split(separator: ".", omittingEmptySubsequences: false).map { label in
            let lower = label.lowercased()
            if lower.utf8.allSatisfy({ $0 < 128 }) { return Array(lower.utf8) }
            return Punycode.encode(Array(lower.unicodeScalars)).map { Array("xn--\($0)".utf8) } ?? Array(lower.utf8)
        }
        return result
    }
}
