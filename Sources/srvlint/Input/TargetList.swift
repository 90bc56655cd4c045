/// A list of server names, one a line.
enum TargetList {
    static func read(_ path: String) throws(UsageError) -> [String] {
        let file = try Document.read(path, "the list of servers")
        return file.text(in: 0..<file.count).split(whereSeparator: \.isNewline).compactMap { line in
            let text = line.prefix { $0 != "#" }
            let words = text.split(whereSeparator: \.isWhitespace)
            return words.first.map(String.init)
        }
    }
}
