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
}
