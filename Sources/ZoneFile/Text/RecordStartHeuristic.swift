import DNS

/// Recognises lines inside an open parenthesis that look like the start of another entry.
///
/// Used only after an error, to find out where a parenthesis should have been closed.
enum RecordStartHeuristic {
    /// Whether the line at `start` is a directive, or an owner or white space followed by optional TTL and class, a type
    /// and data.
    static func matches(at start: Int, base: UnsafePointer<UInt8>, count: Int) -> Bool {
        var at = start
        let isIndented = ByteClass.table[Int(base[at])] == ByteClass.space
        guard let first = word(&at, base, count) else { return false }
        if !isIndented {
            if first.first == UInt8(ascii: "$") { return true }
        } else if RecordType(mnemonic: first) != nil {
            return hasData(at, base, count)
        } else if !isTTLOrClass(first) {
            return false
        }
        for _ in 0..<3 {
            guard let next = word(&at, base, count) else { return false }
            if RecordType(mnemonic: next) != nil { return hasData(at, base, count) }
            if !isTTLOrClass(next) { return false }
        }
        return false
    }

    /// Whether the line continues with a word or an opening parenthesis.
    private static func hasData(_ offset: Int, _ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var at = offset
        if word(&at, base, count) != nil { return true }
        return at < count && ByteClass.table[Int(base[at])] == ByteClass.opening
    }

    private static func isTTLOrClass(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        if RecordClass(mnemonic: word) != nil { return true }
        if case .success = TTLText.read(word) { return true }
        return false
    }

    /// The next run of ordinary bytes on the line; `nil` at its end, or at any other byte.
    private static func word(
        _ at: inout Int,
        _ base: UnsafePointer<UInt8>,
        _ count: Int
    ) -> UnsafeBufferPointer<UInt8>? {
        while at < count, ByteClass.table[Int(base[at])] == ByteClass.space { at += 1 }
        let start = at
        while at < count,
            [ByteClass.ordinary, ByteClass.nonASCII, ByteClass.backslash, ByteClass.quote]
                .contains(ByteClass.table[Int(base[at])])
        {
            at += 1
        }
        guard at > start else { return nil }
        return UnsafeBufferPointer(start: base + start, count: at - start)
    }
}
