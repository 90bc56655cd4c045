import DNS
import Diagnostics

/// What text after the last field of a record probably is: part of a text without quotes, another address, or a comment.
enum ExtraText {
    /// What to do about the text.
    static func help(for text: String, after type: RecordType) -> String {
        let words = text.split { $0 == " " || $0 == "\t" || $0 == "\n" }
        if type.description == "HINFO" {
            return "put the CPU and the operating system in double quotes, each in its own pair"
        }
        if takesText(type) { return "put the whole text in double quotes" }
        if isAddress(words[...]) { return "give each address a record of its own" }
        let isProse = words.allSatisfy { $0.allSatisfy { $0.isLetter || "-,!?'.".contains($0) } }
        return isProse ? "put `;` before it if it is a comment" : "remove it, or put `;` before it if it is a comment"
    }

    private static func takesText(_ type: RecordType) -> Bool {
        [.txt, .spf, .caa].contains(type) || ["NAPTR", "URI", "ISDN", "X25"].contains(type.description)
    }

    private static func isAddress(_ words: ArraySlice<Substring>) -> Bool {
        words.allSatisfy { word in
            var word = String(word)
            return word.withUTF8 { IPv4Text.read($0) != nil || IPv6Text.read($0) != nil }
        }
    }
}
