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

    /// Reports parameters of an SVCB or HTTPS record behind a `;` that directly follows the last field, as a separator. Each word
    /// up to the end of the line is a parameter whose key is known (RFC 9460 §14.3.2), or, behind `alpn=h2`, another protocol.
    mutating func noteParametersAfterSemicolon(_ record: ZoneRecord) {
        let last = scanner.tokens[scanner.tokenCount - 1]
        let semicolon = Int(last.end)
        guard base[semicolon] == UInt8(ascii: ";") else { return }
        var end = semicolon + 1
        while end < source.count, !isLineEnd(end) { end += 1 }
        let rest = UnsafeBufferPointer(start: base + semicolon + 1, count: end - semicolon - 1)
        let words = rest.split { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ";") }
        let isList = bytes(last).hasFoldedPrefix("alpn=")
        guard !words.isEmpty, words.count <= 16,
            words.allSatisfy({ Self.isParameter($0) || isList && Self.isProtocol($0) })
        else { return }
        report(.unquotedSemicolon, semicolon..<end, related: SourceSpan(source, last.range), owner: record.owner)
    }

    private static func isProtocol(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let text = UnsafeBufferPointer(rebasing: word)
        return text.foldedEquals("h2") || text.foldedEquals("h3") || text.foldedEquals("http/1.1")
    }

    private static func isParameter(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let key = UnsafeBufferPointer(rebasing: word.prefix { $0 != UInt8(ascii: "=") })
        guard ServiceKey.number(key) != nil else { return false }
        return key.count < word.count || key.foldedEquals("no-default-alpn")
    }
}
