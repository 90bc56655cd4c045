import Diagnostics
import Federation

/// Texts for SARIF, whose messages contain some markup even where they are called plain.
enum SARIFText {
    /// The message, the reason and the help, followed by links to the related locations with these numbers. GitHub
    /// shows only the related locations that the message links to.
    static func message(of finding: Finding) -> JSONValue {
        var text = plain(finding.sentences.joined(separator: " "))
        let links = finding.related.enumerated().map { number, place in
            let label = VisibleText.escape(place.label)
            return "[\(inLink(label.isEmpty ? "this location" : label))](\(number + 1))"
        }
        if !links.isEmpty { text += " See " + links.joined(separator: ", ") + "." }
        return message(plain: text)
    }

    /// The message of a label; `nil` if the label is empty.
    static func message(label: String) -> JSONValue? {
        label.isEmpty ? nil : message(plain: plain(VisibleText.escape(label)))
    }

    /// A message object.
    ///
    /// - Parameter text: Text without unintended markup.
    static func message(plain text: String) -> JSONValue { ["text": JSONValue(text)] }

    /// Escapes what SARIF would read as a placeholder (§3.11.5) or a link (§3.11.6).
    ///
    /// Brackets that cannot be a link stay as they are, so that `[2001:db8::1]:8448` remains readable.
    ///
    /// - Parameter text: Text that is already safe to print.
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
