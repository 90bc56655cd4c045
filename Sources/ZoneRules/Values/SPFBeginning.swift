import DNS

/// The beginning of text that was meant as an SPF record, but is not `v=spf1` before a space, so that readers ignore the
/// record (RFC 7208 §4.5): `spf1 mx -all`, `v=spf1-all`, `v=spf 1 mx -all`, `v = spf1 mx -all`.
struct SPFBeginning {
    /// The part of the value.
    let range: Range<Int>
    /// The text to write instead.
    let corrected: String

    /// - Returns: `nil` if the value is an SPF record, or text without a mechanism of one.
    init?(_ value: [UInt8]) {
        guard !SPFRecord.isRecord(value) else { return nil }
        var at = 0
        func byte(_ offset: Int) -> UInt8 { offset < value.count ? asciiLowercased(value[offset]) : 0 }
        func skip(_ bytes: String) { while at < value.count, bytes.utf8.contains(value[at]) { at += 1 } }
        skip(" \"'")
        if byte(at) == UInt8(ascii: "v") { at += 1 }
        skip(" =:-_.")
        let letters = (at..<at + 3).map(byte)
        guard ["spf", "sfp", "psf"].contains(where: { $0.utf8.elementsEqual(letters) }) else { return nil }
        at += 3
        let name = at
        skip(" -_.=:v")
        // `l` is read as `1`.
        // There is no second version with this beginning. Sender ID is `spf2.0/pra`.
        let isTwo = byte(at) == UInt8(ascii: "2") && byte(at + 1) == 0x20
        let isOne = isTwo || byte(at) == UInt8(ascii: "1") || byte(at) == UInt8(ascii: "l") && byte(at + 1) == 0x20
        if isOne, !(byte(at + 1) &- 0x30 < 10) {
            at += 1
        } else {
            // A word such as `spfs`, or Sender ID's `spf2.0`.
            guard byte(name) == 0x20, !(byte(at) &- 0x30 < 10) else { return nil }
            at = name
        }
        skip(";,:.")
        guard Self.hasMechanism(value[at...]) else { return nil }
        range = 0..<at
        corrected = "v=spf1" + (at < value.count && value[at] != 0x20 ? " " : "")
    }

    /// Whether the text may begin like that, by its first bytes.
    static func mayBegin(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first.map(asciiLowercased), "vsp=".utf8.contains(first) else { return false }
        return bytes.indices.prefix(8).contains { at in
            let rest = UnsafeBufferPointer(rebasing: bytes[at...])
            return rest.hasFoldedPrefix("spf") || rest.hasFoldedPrefix("sfp") || rest.hasFoldedPrefix("psf")
        }
    }

    /// Whether a word is a mechanism that no prose has.
    static func hasMechanism(_ text: ArraySlice<UInt8>) -> Bool {
        text.split(separator: 0x20).contains { word in
            let word = String(decoding: word, as: UTF8.self).lowercased()
            let isDashed = word.first.map(SPFRecord.Problem.dashes.contains) ?? false
            return ["-all", "~all", "?all", "+all"].contains(word) || isDashed && word.dropFirst() == "all"
                || ["include:", "ip4:", "ip6:", "redirect=", "exists:"].contains {
                    word.hasPrefix($0) && word.utf8.count > $0.utf8.count
                }
        }
    }
}
