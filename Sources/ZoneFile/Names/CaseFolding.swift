/// Case folding of eight ASCII bytes at a time (RFC 4343).
enum CaseFolding {
    /// The bytes with `A`–`Z` in lower case; bytes outside ASCII are unchanged.
    @inline(__always)
    static func lowercased(_ word: UInt64) -> UInt64 {
        let low = word & 0x7F7F_7F7F_7F7F_7F7F
        let fromA = low &+ 0x3F3F_3F3F_3F3F_3F3F
        let overZ = low &+ 0x2525_2525_2525_2525
        let isUpper = ~word & (fromA ^ overZ) & 0x8080_8080_8080_8080
        return word | isUpper >> 2
    }

    /// Ones over the first `count` (0...7) bytes of a little-endian word.
    @inline(__always)
    static func mask(_ count: Int) -> UInt64 {
        (1 << (UInt64(truncatingIfNeeded: count) &* 8)) &- 1
    }
}
