import DNS

// What programs write into exports, and name servers refuse.

extension ZoneReader {
    /// Notes a field before the type that belongs to an export, so that the record can be read without it.
    mutating func noteExportField(_ index: Int, _ owner: NameID) -> Bool {
        let text = bytes(scanner.tokens[index])
        if isAging(text) {
            noteExport(.windowsAging, index, owner)
        } else if text.foldedEquals("AWS"), index + 1 < scanner.tokenCount,
            bytes(scanner.tokens[index + 1]).foldedEquals("ALIAS")
        {
            noteExport(.cli53Alias, index, owner)
        } else {
            return false
        }
        return true
    }

    /// Notes a record whose type only Windows DNS knows. Names that the zone lacks may then exist elsewhere.
    mutating func noteWindowsLookup(_ index: Int, _ owner: NameID) -> Bool {
        let text = bytes(scanner.tokens[index])
        // `WINS LOCAL L1 C900 ( 192.0.2.53 )`: the data begins with LOCAL or a timeout.
        let isReverse = text.foldedEquals("WINSR")
        guard isReverse || text.foldedEquals("WINS"), index + 1 < scanner.tokenCount,
            isWindowsLookupField(bytes(scanner.tokens[index + 1]))
        else { return false }
        noteExport(.windowsLookup, index, owner)
        noteUnreadBranch(owner, isReverse ? .ptr : .a)
        return true
    }

    /// Notes the record that signs a message, and is not part of the zone: `transfer. 0 ANY TSIG hmac-sha256. …`.
    mutating func noteMessageSignature(_ classIndex: Int, _ owner: NameID) -> Bool {
        let typeIndex = classIndex + 1
        guard typeIndex + 6 < scanner.tokenCount else { return false }
        let type = bytes(scanner.tokens[typeIndex])
        // SIG(0) covers no type, so that its first field is 0 (RFC 2931 §3).
        let isSIG0 = type.foldedEquals("SIG") && bytes(scanner.tokens[typeIndex + 1]).foldedEquals("0")
        guard type.foldedEquals("TSIG") || isSIG0 else { return false }
        noteExport(.messageSignature, typeIndex, owner)
        return true
    }

    /// `[AGE:3636580]`, or `[Aging:3636580]` in older exports.
    func isAging(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count > 6, text[0] == UInt8(ascii: "["), text[text.count - 1] == UInt8(ascii: "]"),
            let colon = text.firstIndex(of: UInt8(ascii: ":")), colon + 2 < text.count
        else { return false }
        let word = UnsafeBufferPointer(rebasing: text[1..<colon])
        return (word.foldedEquals("AGE") || word.foldedEquals("AGING"))
            && text[(colon + 1)..<(text.count - 1)].allSatisfy { $0 &- 0x30 < 10 }
    }

    private func isWindowsLookupField(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if text.foldedEquals("LOCAL") { return true }
        guard text.count > 1, let first = text.first else { return false }
        return (asciiLowercased(first) == UInt8(ascii: "l") || asciiLowercased(first) == UInt8(ascii: "c"))
            && text.dropFirst().allSatisfy { $0 &- 0x30 < 10 }
    }

    private mutating func noteExport(_ syntax: ExportSyntax, _ index: Int, _ owner: NameID) {
        let last = scanner.tokens[scanner.tokenCount - 1]
        log.exports.append(
            ExportOccurrence(
                syntax: syntax,
                span: SourceSpan(source, scanner.tokens[index].range),
                entry: SourceSpan(source, Int(scanner.tokens[0].start)..<max(Int(last.end), scanner.position)),
                owner: owner
            ))
    }
}
