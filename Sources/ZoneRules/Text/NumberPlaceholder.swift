import DNS

/// A word that a program or a person should have replaced by a number: `___SERIAL___`, `@SERIAL@`, `<serial>`, `YYYYMMDDNN`.
enum NumberPlaceholder {
    static func matches(_ text: String) -> Bool {
        guard (3...64).contains(text.utf8.count) else { return false }
        let signs = "_@%<>[]#*"
        let inner = text.drop { signs.contains($0) }
        guard inner.contains(where: { $0.isASCII && $0.isLetter }) else { return false }
        let word = inner.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || signs.contains($0) || $0 == "-") }
        let isMarked = inner.count < text.count && text.last.map { signs.contains($0) } ?? false
        return word && (isMarked || text.uppercased().hasPrefix("YYYY"))
    }

    /// `x.x.x.x`, `192.0.2.X`, `<your-ip>`, `$IP`, `YOUR_SERVER_IP`: in place of an address.
    static func isForAddress(_ text: String) -> Bool {
        guard (2...64).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else {
            return false
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isVariable = { (part: Substring) in !part.isEmpty && part.allSatisfy { "xXyYzZn#*?".contains($0) } }
        // Different letters alone are a name, such as `n.x.y.z`.
        if parts.count == 4, parts.contains(where: isVariable),
            parts.allSatisfy({ isVariable($0) || UInt8($0) != nil }),
            parts.contains(where: { UInt8($0) != nil }) || Set(parts).count == 1
        {
            return true
        }
        if text.first == "$", text.dropFirst().allSatisfy({ $0.isLetter || $0 == "_" || $0.isNumber }) { return true }
        let upper = text.uppercased()
        return matches(text) || upper.hasPrefix("YOUR_") || upper.hasPrefix("YOUR-") && parts.count == 1
    }
}
