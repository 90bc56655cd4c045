import DNS

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A placeholder of a template, from which a program makes a zone file: `{{ name }}` and `{% if … %}` of Jinja, `{{ .Name }}`
/// of Go, `<%= name %>` of ERB, `${NAME}`, and `{name}` of Python where a record cannot have it.
enum TemplatePlaceholder {
    /// A template is written by hand. A larger file is not searched.
    private static let byteLimit = 1 << 20

    /// In a file with only a few placeholders, each in place of an address, all else can be checked.
    private static let addressLimit = 8

    /// Returns the first placeholder outside comments and quoted text, where such characters may be data. It ends on its line.
    ///
    /// - Returns: `nil` also if there are few, and each is the whole address of a record: these records cannot be read, and all
    ///   others can.
    static func first(in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard bytes.count <= byteLimit, contains(UInt8(ascii: "{"), bytes) || contains(UInt8(ascii: "<"), bytes) else {
            return nil
        }
        var (isQuoted, isEscaped, isComment) = (false, false, false)
        // The ends that the rest of the line does not have, so that each line is searched once for each of them.
        var missing: Set<End> = []
        var addresses: [Range<Int>] = []
        var hasText = false
        for (position, byte) in bytes.enumerated() {
            if byte == 0x0A || byte == 0x0D {
                (isQuoted, isEscaped, isComment) = (false, false, false)
                missing.removeAll(keepingCapacity: true)
                // The strings of a text may be on indented lines.
                if position + 1 < bytes.count, bytes[position + 1] > 0x20 { hasText = false }
                continue
            }
            if isComment { continue }
            if !isQuoted, byte == UInt8(ascii: "T") || byte == UInt8(ascii: "t"), isText(at: position, bytes) {
                hasText = true
            }
            if !isQuoted, !hasText, let range = field(at: position, bytes) { return addresses.first ?? range }
            if !isQuoted, let (start, end) = opening(at: position, bytes), !missing.contains(end) {
                if let range = range(start, end, bytes) {
                    guard end == .braces || end == .brace, isAddress(range, bytes), addresses.count < addressLimit
                    else {
                        return addresses.first ?? range
                    }
                    if addresses.last?.upperBound ?? 0 <= range.lowerBound { addresses.append(range) }
                } else {
                    missing.insert(end)
                }
            }
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ";") where !isQuoted: isComment = true
            default: break
            }
        }
        return nil
    }

    /// Whether the text is between the type `A` or `AAAA` and the end of its line, or a comment.
    private static func isAddress(_ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var end = range.lowerBound
        while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        var start = end
        while start > 0, asciiLowercased(bytes[start - 1]) == UInt8(ascii: "a") { start -= 1 }
        let isAfterSpace = start > 0 && (bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09)
        guard end < range.lowerBound, isAfterSpace, end - start == 1 || end - start == 4 else { return false }
        var next = range.upperBound
        while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
        return next == bytes.count || [0x0A, 0x0D, UInt8(ascii: ";")].contains(bytes[next])
    }

    /// What ends a placeholder.
    private enum End: String {
        case braces = "}}"
        case statement = "%}"
        case comment = "#}"
        case tag = "%>"
        case brace = "}"
    }

    private static func contains(_ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false
    }

    /// The start and the end of a placeholder with an opening brace or angle bracket at a position.
    private static func opening(at position: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> (start: Int, end: End)? {
        guard position + 1 < bytes.count else { return nil }
        let next = bytes[position + 1]
        switch (bytes[position], next) {
        case (UInt8(ascii: "{"), UInt8(ascii: "{")): return (position, .braces)
        case (UInt8(ascii: "{"), UInt8(ascii: "%")): return (position, .statement)
        case (UInt8(ascii: "{"), UInt8(ascii: "#")): return (position, .comment)
        case (UInt8(ascii: "<"), UInt8(ascii: "%")): return (position, .tag)
        case (UInt8(ascii: "{"), _):
            // `${0,3,d}` belongs to `$GENERATE`, where digits follow.
            guard position > 0, bytes[position - 1] == UInt8(ascii: "$"),
                asciiLowercased(next) &- 0x61 < 26 || next == UInt8(ascii: "_")
            else { return nil }
            return (position - 1, .brace)
        default: return nil
        }
    }

    /// Whether the word at a position is the type TXT, of which any word is a string.
    private static func isText(at position: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        UnsafeBufferPointer(rebasing: bytes[position...]).hasFoldedPrefix("TXT")
            && (position == 0 || bytes[position - 1] <= 0x20)
    }

    /// The field `{name}` at a position that is not the start of a line, and directly in front of the class, where a record has only
    /// a TTL.
    private static func field(at position: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard bytes[position] == UInt8(ascii: "{"), position > 0,
            bytes[position - 1] == 0x20 || bytes[position - 1] == 0x09
        else { return nil }
        var at = position + 1
        while at < bytes.count, asciiLowercased(bytes[at]) &- 0x61 < 26 || bytes[at] &- 0x30 < 10 || bytes[at] == 0x5F {
            at += 1
        }
        guard at > position + 1, at < bytes.count, bytes[at] == UInt8(ascii: "}"),
            at + 1 < bytes.count, bytes[at + 1] == 0x20 || bytes[at + 1] == 0x09
        else { return nil }
        var next = at + 1
        while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
        let rest = UnsafeBufferPointer(rebasing: bytes[next...])
        guard rest.hasFoldedPrefix("IN"), rest.count > 2, rest[2] == 0x20 || rest[2] == 0x09 else { return nil }
        return position..<at + 1
    }

    private static func range(_ start: Int, _ end: End, _ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        let closing = Array(end.rawValue.utf8)
        var at = start + 2
        while at + closing.count <= bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D {
            if UnsafeBufferPointer(rebasing: bytes[at..<at + closing.count]).elementsEqual(closing) {
                return start..<at + closing.count
            }
            at += 1
        }
        return nil
    }
}
