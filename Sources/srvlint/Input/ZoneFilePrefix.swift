import DNS

/// Recognizes zone files by their first bytes. Only the first line that is not a comment counts: prose, programs and other
/// formats may contain records further down.
enum ZoneFilePrefix {
    /// How many bytes are examined. The output of `dig` begins with long comments.
    static let count = 16 << 10

    /// Whether a file is a zone file.
    ///
    /// - Parameters:
    ///   - bytes: the first bytes of the file.
    ///   - name: unless it is the likely name of a zone file, the file must begin with `$TTL`, `$ORIGIN` or an SOA record.
    static func isZone(_ bytes: [UInt8], named name: ZoneFileName) -> Bool {
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            // UTF-16, as older versions of Notepad save text; the zone reader reports it.
            bytes = bytes.dropFirst(2).filter { $0 != 0 }[...]
        }
        if bytes.contains(0) { return false }
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let content = line.prefix { $0 != UInt8(ascii: ";") }
            let words = content.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0C }
                .map { String(decoding: $0, as: UTF8.self) }
            guard let first = words.first else { continue }
            let startsWithSpace = line.first == 0x20 || line.first == 0x09
            if first.hasPrefix("$") { return isDirective(words, named: name) }
            return isRecord(startsWithSpace ? words[...] : words.dropFirst(), named: name)
        }
        return false
    }

    private static func isDirective(_ words: [String], named name: ZoneFileName) -> Bool {
        guard words.count > 1 else { return false }
        let directives = ["$TTL", "$ORIGIN", "$INCLUDE", "$GENERATE"]
        let isKnown = directives.contains(words[0].uppercased())
        let looksLikeValue = words[1].utf8.allSatisfy { byte in
            byte >= 0x80 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "\\")
                || byte == UInt8(ascii: "\"") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        }
        guard looksLikeValue, !words[1].hasPrefix("-") else { return false }
        if name == .likely { return isKnown || Spelling.nearest(to: words[0], among: directives) != nil }
        return isKnown && directives.prefix(2).contains(words[0].uppercased())
    }

    /// Whether the words after the owner are an optional TTL and class in any order, a type, and data.
    private static func isRecord(_ words: ArraySlice<String>, named name: ZoneFileName) -> Bool {
        var hasClassOrTTL = false
        var rest = words
        while let word = rest.first, rest.count > 1 {
            if RecordClass(mnemonic: word) != nil || isTTL(word) {
                hasClassOrTTL = true
                rest = rest.dropFirst()
                continue
            }
            guard let type = RecordType(mnemonic: word) else { return false }
            if type == .soa { return true }
            return name == .likely && (hasClassOrTTL || word == word.uppercased())
        }
        return false
    }

    private static func isTTL(_ word: String) -> Bool {
        guard let first = word.utf8.first, UInt8(ascii: "0")...UInt8(ascii: "9") ~= first else { return false }
        return word.utf8.allSatisfy { byte in
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "smhdw".utf8.contains(byte | 0x20)
        }
    }
}
