/// The files of named.conf.
enum NamedConfiguration {
    private static let statements: Set = [
        "options", "zone", "view", "acl", "logging", "controls", "key", "include", "masters", "primaries", "server",
        "trust-anchors", "managed-keys", "trusted-keys", "statistics-channels", "dnssec-policy", "tls", "http",
    ]

    static func fits(_ head: FileHead) -> Bool {
        // A file such as named.conf.local of Debian, in which nothing is set yet.
        if head.allStatements({ $0.hasPrefix("//") }) { return true }
        var isComment = false
        for line in head.statements {
            var text = line.drop(while: \.isWhitespace)
            if text.hasPrefix("//") { continue }
            if text.hasPrefix("/*") { isComment = true }
            if isComment {
                guard let end = text.firstIndex(of: "*"), text[end...].hasPrefix("*/") || text.hasSuffix("*/") else {
                    continue
                }
                isComment = !text.hasSuffix("*/")
                continue
            }
            let word = String(text.prefix { $0.isLetter || $0 == "-" })
            text = text.dropFirst(word.count).drop(while: \.isWhitespace)
            guard statements.contains(word) else { return false }
            return text.hasPrefix("{") || text.hasPrefix("\"") || text.hasSuffix("{")
        }
        return false
    }
}
