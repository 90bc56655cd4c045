import DNS

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What a part of a zone file inherits from the entries before it, as far as that can be guessed before they are read. Whether
/// it was guessed correctly is found out afterwards.
struct AssumedFields: Sendable {
    /// `nil` if the origin is not known.
    var originName: Name?
    var zoneClass: RecordClass?
    var defaultTTL: UInt32?
    /// The TTL of the record before the part.
    let lastTTL: UInt32?
    /// Whether the part depends on ``lastTTL``.
    var usesLastTTL = false

    init(_ inherited: InheritedFields) {
        originName = inherited.originName
        zoneClass = inherited.zoneClass
        defaultTTL = inherited.defaultTTL
        lastTTL = inherited.lastTTL
    }

    /// The most relative `$ORIGIN` directives in a row.
    private static let relativeLimit = 64

    /// Applies the last `$ORIGIN` and `$TTL` in a range of the file.
    ///
    /// - Returns: whether the origin could be guessed.
    mutating func applyDirectives(in range: Range<Int>, of source: SourceFile) -> Bool {
        var (hasOrigin, hasTTL) = (false, false)
        var relative: [String] = []
        for offset in Self.directives(in: range, of: source).reversed() where !hasOrigin || !hasTTL {
            var scanner = EntryScanner(source, from: offset)
            defer { scanner.deallocate() }
            guard scanner.next(), scanner.tokenCount > 1 else { continue }
            let argument = scanner.tokens[1].content
            switch source.text(in: scanner.tokens[0].range).uppercased() {
            case "$TTL" where !hasTTL:
                hasTTL = true
                let text = UnsafeBufferPointer(rebasing: source.bytes[argument])
                if case .success(let ttl) = TTLText.read(text) { defaultTTL = ttl }
            case "$ORIGIN" where !hasOrigin:
                let text = source.text(in: argument)
                if text.hasSuffix(".") {
                    hasOrigin = true
                    originName = Name(text)
                } else {
                    guard relative.count < Self.relativeLimit else { return false }
                    relative.append(text)
                }
            default: break
            }
        }
        for text in relative.reversed() where text != "@" {
            guard let above = originName else { return false }
            originName = Name(text, origin: above)
        }
        return originName != nil || !hasOrigin
    }

    /// The offsets of the lines that begin with a dollar sign.
    private static func directives(in range: Range<Int>, of source: SourceFile) -> [Int] {
        var found: [Int] = []
        var at = range.lowerBound
        while at < range.upperBound, let next = memchr(source.base + at, 0x24, range.upperBound - at) {
            let offset = UnsafeRawPointer(next) - UnsafeRawPointer(source.base)
            if offset > 0, source.base[offset - 1] == 0x0A { found.append(offset) }
            at = offset + 1
        }
        return found
    }
}

extension ZoneReader {
    /// The TTL of the last record before the part that is read; 0 if there is none.
    mutating func ttlBeforePart() -> UInt32 {
        assumed?.usesLastTTL = true
        return assumed?.lastTTL ?? 0
    }
}
