import DNS

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A placeholder of a template, from which a program makes a zone file: `{{ name }}` and `{% if … %}` of Jinja, `{{ .Name }}`
/// of Go, `<%= name %>` of ERB, and `${NAME}`.
enum TemplatePlaceholder {
    /// A template is written by hand. A larger file is not searched.
    private static let byteLimit = 1 << 20

    /// Returns the first placeholder outside comments and quoted text, where such characters may be data.
    static func first(in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard bytes.count <= byteLimit else { return nil }
        let brace = first(UInt8(ascii: "{"), in: bytes)
        let tag = first(UInt8(ascii: "<"), in: bytes)
        guard let brace, let tag else { return brace ?? tag }
        return brace.lowerBound < tag.lowerBound ? brace : tag
    }

    private static func first(_ character: UInt8, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard let base = bytes.baseAddress else { return nil }
        var at = 0
        while at < bytes.count, let found = memchr(base + at, Int32(character), bytes.count - at) {
            let position = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if let range = placeholder(at: position, bytes), isPlain(range.lowerBound, bytes) { return range }
            at = position + 1
        }
        return nil
    }

    /// Returns the placeholder with an opening brace or angle bracket at a position. It ends on the same line.
    private static func placeholder(at position: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard position + 1 < bytes.count else { return nil }
        let next = bytes[position + 1]
        switch (bytes[position], next) {
        case (UInt8(ascii: "{"), UInt8(ascii: "{")): return range(position, "}}", bytes)
        case (UInt8(ascii: "{"), UInt8(ascii: "%")): return range(position, "%}", bytes)
        case (UInt8(ascii: "{"), UInt8(ascii: "#")): return range(position, "#}", bytes)
        case (UInt8(ascii: "<"), UInt8(ascii: "%")): return range(position, "%>", bytes)
        case (UInt8(ascii: "{"), _):
            // `${0,3,d}` belongs to `$GENERATE`, where digits follow.
            guard position > 0, bytes[position - 1] == UInt8(ascii: "$"),
                asciiLowercased(next) &- 0x61 < 26 || next == UInt8(ascii: "_")
            else { return nil }
            return range(position - 1, "}", bytes)
        default: return nil
        }
    }

    private static func range(
        _ start: Int, _ end: StaticString, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Range<Int>? {
        let closing = UnsafeBufferPointer(start: end.utf8Start, count: end.utf8CodeUnitCount)
        var at = start + 2
        while at + closing.count <= bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D {
            if UnsafeBufferPointer(rebasing: bytes[at..<at + closing.count]).elementsEqual(closing) {
                return start..<at + closing.count
            }
            at += 1
        }
        return nil
    }

    /// Whether a position is neither in a comment nor in quoted text, as far as its line shows.
    private static func isPlain(_ position: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = position
        while at > 0, bytes[at - 1] != 0x0A, bytes[at - 1] != 0x0D { at -= 1 }
        var isQuoted = false
        while at < position {
            switch bytes[at] {
            case UInt8(ascii: "\\"): at += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ";") where !isQuoted: return false
            default: break
            }
            at += 1
        }
        return !isQuoted
    }
}
