import DNS

// Values that an unquoted semicolon cuts off, because it begins a comment (RFC 1035 §5.1).

extension ZoneReader {
    /// Reports a value that was cut off at a `;`. The last string is not quoted, and the `;` follows immediately.
    ///
    /// In TXT records, the string has a tag such as `v=DKIM1`, and another tag follows, or nothing. In CAA records, a parameter
    /// of an issuer follows, or other text without a space (RFC 8659 §4.2).
    mutating func noteSemicolon(_ record: ZoneRecord, _ index: Int) {
        let last = scanner.tokens[scanner.tokenCount - 1]
        let semicolon = Int(last.end)
        let isCAA = record.type == .caa
        guard !last.flags.contains(.quoted), base[semicolon] == UInt8(ascii: ";") else { return }
        let isEntity = HTMLEntity.isEnd(of: bytes(last))
        guard isCAA || isEntity || bytes(last).contains(UInt8(ascii: "=")) else { return }
        var end = semicolon + 1
        while end < source.count, base[end] != 0x0A, base[end] != 0x0D { end += 1 }
        var at = semicolon + 1
        while at < end, base[at] == 0x20 || base[at] == 0x09 { at += 1 }
        let tagStart = at
        while at < end, at - tagStart < 32, (asciiLowercased(base[at]) &- 0x61) < 26 { at += 1 }
        let isTag = at > tagStart && at < end && base[at] == UInt8(ascii: "=")
        let isCutOff =
            isCAA
            ? tagStart == semicolon + 1 && at > tagStart
            : bytes(scanner.tokens[index]).hasFoldedPrefix("v=") && tagStart == end
                || bytes(last).foldedEquals("v=spf1")
        if isTag || isCutOff || isEntity {
            report(.unquotedSemicolon, semicolon..<end, related: SourceSpan(source, last.range), owner: record.owner)
        }
    }
}
