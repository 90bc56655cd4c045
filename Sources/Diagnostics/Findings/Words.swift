import DNS

/// Phrases that messages share.
public enum Words {
    /// Returns the text in backticks, shortened to `limit` characters.
    public static func quoted(_ text: some StringProtocol, limit: Int = 40) -> String {
        let shown = text.count > limit ? "\(text.prefix(limit - 1))…" : String(text)
        return "`\(String(shown.map { $0 == "`" ? "'" : $0 }))`"
    }

    /// Returns text that a person is to write, in backticks. It is not shortened, unless it is longer than any name or value.
    public static func exact(_ text: some StringProtocol) -> String { quoted(text, limit: 300) }

    /// Returns a list: "a", "a and b", "a, b and c".
    public static func list(_ items: [String], _ conjunction: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return "\(items.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
    }

    /// Returns a list of the first items with the number of the others: "a, b and 3 more".
    public static func list(_ items: [String], limit: Int) -> String {
        list(MessageText.first(items, limit: limit))
    }

    /// Returns a number with a noun: "1 field", "3 fields".
    public static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// Returns a type with the indefinite article: "an SRV record".
    public static func record(_ type: RecordType) -> String {
        let mnemonic = type.description
        let isVowel = mnemonic.first.map("AEFHILMNORSX".contains) ?? false
        return "\(isVowel && !spokenAsWords.contains(mnemonic) ? "an" : "a") \(mnemonic) record"
    }

    /// Mnemonics that look like an initialism but are pronounced as a word.
    private static let spokenAsWords: Set = ["LOC", "NAPTR", "HIP", "NULL", "RESINFO", "SIG", "SINK"]
}
