import DNS
import Diagnostics
import ZoneFile

/// What was copied with a value from the page of a provider: the label of its field, and quotation marks around it, as in
/// `Value: v=spf1 mx -all`, `TXT v=DMARC1; p=none` and `"v=STSv1; id=1"`.
struct CopiedLabel {
    /// The text in front of the version.
    let prefix: Range<Int>
    /// The value without that text, and without the quotation mark that closes it.
    let value: [UInt8]

    private static let labels: Set = [
        "value", "txt", "txtvalue", "record", "txtrecord", "content", "text", "data", "answer", "target", "pointsto",
        "spf",
        "spfrecord", "spfvalue", "dmarc", "dmarcrecord", "dmarcvalue", "dkim", "dkimrecord", "dkimkey", "dkimvalue",
        "mtasts",
        "tlsrpt", "recordvalue", "valuetxt", "intxt",
    ]

    /// - Parameter version: the beginning of the value in lower case, such as `v=dmarc1`.
    /// - Returns: `nil` if the value begins with the version, or if the text in front of it is not only a label.
    init?(_ text: [UInt8], version: String) {
        guard let start = Self.start(of: version, in: text), start > 0 else { return nil }
        prefix = 0..<start
        let isQuoted = text[start - 1] == 0x22 && text.last == 0x22
        value = Array(isQuoted ? text[start...].dropLast() : text[start...])
    }

    /// Removes the text in front of a value. Empty if it has a quotation mark, whose counterpart would stay, or is escaped in the file.
    static func removal(of text: String, at span: SourceSpan) -> [Fix] {
        guard span.text == text, !text.contains("\"") else { return [] }
        return [Fix("remove \(Words.exact(text))", .unsafe, [Edit(replace: span, with: "")])]
    }

    /// Whether the text may begin like that. Most texts are recognised by their first bytes.
    static func mayBegin(_ bytes: UnsafeBufferPointer<UInt8>, before version: String) -> Bool {
        guard let first = bytes.first.map(asciiLowercased), "vtrcadpsmi".utf8.contains(first) else { return false }
        let head = UnsafeBufferPointer(rebasing: bytes.prefix(40))
        // Without the `v=`, nothing is copied.
        let hasVersion = head.indices.dropLast().contains {
            asciiLowercased(head[$0]) == UInt8(ascii: "v") && head[$0 + 1] == UInt8(ascii: "=")
        }
        return hasVersion && start(of: version, in: Array(head)) != nil
    }

    private static func start(of version: String, in text: [UInt8]) -> Int? {
        let version = Array(version.utf8)
        let limit = min(text.count - version.count, 24)
        guard limit >= 0,
            let start = (0...limit).first(where: { text[$0..<$0 + version.count].map(asciiLowercased) == version })
        else { return nil }
        let label = text[..<start].map(asciiLowercased)
        let letters = label.filter { $0 &- 0x61 < 26 }
        let isSign = label.allSatisfy { $0 &- 0x61 < 26 || " :=\"-_\t".utf8.contains($0) }
        guard isSign, letters.isEmpty || labels.contains(String(decoding: letters, as: UTF8.self)) else { return nil }
        return letters.isEmpty || (label.last.map { $0 &- 0x61 >= 26 } ?? true) ? start : nil
    }
}
