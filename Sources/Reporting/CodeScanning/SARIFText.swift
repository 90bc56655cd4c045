import Diagnostics

/// Words for SARIF, whose messages have a little markup even when they are called plain.
enum SARIFText {
    /// What is wrong, why and what to do; then the places that explain it, as links to the related locations with
    /// these numbers: GitHub shows only those that the message links to.
    static func message(of finding: Finding) -> SARIF.Message {
        var text = plain(finding.sentences.joined(separator: " "))
        let links = finding.related.enumerated().map { number, place in
            let label = VisibleText.escape(place.label)
            return "[\(inLink(label.isEmpty ? "this place" : label))](\(number + 1))"
        }
        if !links.isEmpty { text += " See " + links.joined(separator: ", ") + "." }
        return SARIF.Message(text: text)
    }

    static func message(_ text: String) -> SARIF.Message? {
        text.isEmpty ? nil : SARIF.Message(text: plain(VisibleText.escape(text)))
    }

    /// Text that is already escaped for people, with what would be a placeholder (§3.11.5) or a link (§3.11.6) made
    /// plain. Brackets alone are left: `[2001:db8::1]:8448` is read more often than a link is forged.
    static func plain(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x7B || $0 == 0x7D || $0 == 0x5D }) else { return text }
        var plain = ""
        let holdsLink = zip(text.utf8, text.utf8.dropFirst()).contains { $0 == 0x5D && $1 == 0x28 }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "{", "}": plain.unicodeScalars.append(scalar)
            case "[", "]", "\\": if holdsLink { plain += "\\" }
            default: break
            }
            plain.unicodeScalars.append(scalar)
        }
        return plain
    }

    private static func inLink(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { link, scalar in
            switch scalar {
            case "{", "}": link.unicodeScalars.append(scalar)
            case "[", "]", "\\": link += "\\"
            default: break
            }
            link.unicodeScalars.append(scalar)
        }
    }
}
