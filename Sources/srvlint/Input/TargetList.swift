/// A file of server names, one per line.
enum TargetList {
    static func read(_ path: String) throws(UsageError) -> [String] {
        let file = try Document.read(path, "the list of servers")
        let lines = file.text(in: 0..<file.count).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var names: [String] = []
        for (index, line) in lines.enumerated() {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
            guard let name = words.first else { continue }
            guard words.count == 1 else {
                throw UsageError(
                    "`\(path)`, line \(index + 1): `\(words.joined(separator: " "))` is not a single server name",
                    help: ["write one server name per line; a comment begins with `#`"])
            }
            names.append(String(name))
        }
        return names
    }
}
