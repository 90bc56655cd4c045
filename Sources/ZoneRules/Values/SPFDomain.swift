/// The grammar of domains and prefix lengths in SPF records (RFC 7208 §7.1, §12).
enum SPFDomain {
    /// Whether the text is a domain, which may contain macros, and ends in a macro or in a top-level label.
    static func isValid(_ text: String) -> Bool {
        var copy = text
        return copy.withUTF8(isValid)
    }

    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        var endsInMacro = false
        var lastDot: Int?
        while at < bytes.count {
            endsInMacro = false
            guard bytes[at] == UInt8(ascii: "%") else {
                guard (0x21...0x7E).contains(bytes[at]) else { return false }
                if bytes[at] == UInt8(ascii: ".") && at + 1 < bytes.count { lastDot = at }
                at += 1
                continue
            }
            guard at + 1 < bytes.count else { return false }
            switch bytes[at + 1] {
            case UInt8(ascii: "%"), UInt8(ascii: "_"), UInt8(ascii: "-"): at += 2
            case UInt8(ascii: "{"):
                guard let end = bytes[at...].firstIndex(of: UInt8(ascii: "}")), isMacro(bytes[at + 2..<end]) else {
                    return false
                }
                endsInMacro = true
                at = end + 1
            default: return false
            }
        }
        if endsInMacro { return true }
        guard let lastDot else { return false }
        var label = bytes[(lastDot + 1)...]
        if label.last == UInt8(ascii: ".") { label = label.dropLast() }
        return isTopLevel(label)
    }

    /// Whether the text outside macros may be a name. RFC 7208 allows any character, but no domain has a scheme or an `@`.
    static func isUsual(_ text: String) -> Bool {
        text.contains("%") || !text.contains("://") && !text.contains("@") && !text.hasPrefix("*")
    }

    private static func isMacro(_ body: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let letter = body.first, "slodiphcrtvSLODIPHCRTV".utf8.contains(letter) else { return false }
        var rest = body.dropFirst().drop { $0 &- 0x30 < 10 }
        if rest.first.map({ $0 | 0x20 == UInt8(ascii: "r") }) ?? false { rest = rest.dropFirst() }
        return rest.allSatisfy(".-+,/_=".utf8.contains)
    }

    private static func isTopLevel(_ label: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        func isAlphanumeric(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 }
        guard let first = label.first, let last = label.last, isAlphanumeric(first), isAlphanumeric(last) else {
            return false
        }
        return label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
            && label.contains { !($0 &- 0x30 < 10) }
    }

    /// Whether the text is a decimal number without leading zeros, up to `limit`.
    static func isPrefixLength(_ text: Substring, upTo limit: Int) -> Bool {
        var copy = text
        return copy.withUTF8 { isPrefixLength($0, upTo: limit) }
    }

    static func isPrefixLength(_ digits: UnsafeBufferPointer<UInt8>, upTo limit: Int) -> Bool {
        guard (1...3).contains(digits.count), digits.count == 1 || digits[0] != UInt8(ascii: "0") else { return false }
        var number = 0
        for digit in digits {
            guard digit &- 0x30 < 10 else { return false }
            number = number * 10 + Int(digit - 0x30)
        }
        return number <= limit
    }
}
