/// YAML, as octoDNS and others store zones, and configuration files of the same form (Knot, NSD, Unbound).
enum YAMLLines {
    static func fits(_ head: FileHead) -> Bool {
        guard let first = head.statements.first else { return false }
        if first == "---" || first.hasPrefix("%YAML") { return true }
        let outer = head.statements.filter { $0.first?.isWhitespace == false }
        let inner = head.statements.filter { $0.first?.isWhitespace == true }
        // A single line `key:` could be a name with a colon.
        guard head.lines.count > 1, outer.allSatisfy({ isItem($0) || key($0) != nil }) else { return false }
        let itemCount = inner.count { line in
            let line = line.drop(while: \.isWhitespace)
            return isItem(line) || key(line) != nil
        }
        return head.statements.contains { key($0) != nil } && itemCount * 2 >= inner.count
    }

    private static func isItem(_ line: Substring) -> Bool { line.hasPrefix("- ") || line == "-" }

    /// The key of `key: value` or `key:`, without quotes.
    private static func key(_ line: Substring) -> Substring? {
        let line = line.drop(while: \.isWhitespace)
        if let quote = line.first, quote == "'" || quote == "\"" {
            let rest = line.dropFirst()
            guard let end = rest.firstIndex(of: quote) else { return nil }
            return rest[rest.index(after: end)...].hasPrefix(":") ? rest[..<end] : nil
        }
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let name = line[..<colon]
        let after = line[line.index(after: colon)...]
        guard !name.isEmpty, !name.contains(where: \.isWhitespace), after.isEmpty || after.first?.isWhitespace == true
        else { return nil }
        return name
    }
}
