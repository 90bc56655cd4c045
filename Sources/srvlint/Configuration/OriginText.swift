import DNS

/// A domain name given as an origin.
enum OriginText {
    /// Reads the value of `--origin`, with or without the final dot.
    static func read(_ text: String) throws(UsageError) -> Name {
        if let problem = problem(text) {
            throw UsageError("`--origin`: `\(text)` \(problem.what)", help: [problem.help])
        }
        guard let name = name(text) else {
            throw UsageError("`--origin`: `\(text)` is not a domain name", help: [example])
        }
        return name
    }

    static let example = "write a name such as `example.com`"

    static func name(_ text: String) -> Name? {
        guard problem(text) == nil else { return nil }
        return Name(text.hasSuffix(".") ? text : text + ".")
    }

    /// The mistake in a name, and how to fix it.
    static func problem(_ text: String) -> (what: String, help: String)? {
        if text.isEmpty { return ("is empty", example) }
        if text.utf8.contains(where: { $0 >= 0x80 }) {
            return ("is not ASCII", "write an internationalised name in its `xn--` form")
        }
        if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
            return ("contains a space or a control character", example)
        }
        if text.contains("/"), text.contains(":") { return ("is a URL, not a domain name", example) }
        if text == "." { return nil }
        let labels = (text.hasSuffix(".") ? text.dropLast() : text[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        if labels.contains(where: \.isEmpty) { return ("has an empty label", example) }
        if let long = labels.first(where: { $0.utf8.count > 63 && !$0.contains("\\") }) {
            return ("has a label of \(long.utf8.count) octets; at most 63 are allowed", example)
        }
        if !text.contains("\\"), labels.reduce(1, { $0 + $1.utf8.count + 1 }) > 255 {
            return ("is longer than 255 octets", example)
        }
        return nil
    }
}
