/// A field of a zone file entry, by its place in the source. Comments, blanks, line ends and parentheses are no tokens.
public struct Token: Sendable, Equatable {
    /// Offset of the first byte, the opening quote of a quoted string included.
    public var start: UInt32
    /// Offset past the last byte, the closing quote included.
    public var end: UInt32
    public var flags: Flags

    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt8

        @inlinable
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// Written in double quotes.
        public static let quoted = Flags(rawValue: 1)
        /// Holds a backslash.
        public static let escaped = Flags(rawValue: 2)
        /// Quoted, and the closing quote is missing on its line.
        public static let unterminated = Flags(rawValue: 4)
        /// Holds bytes outside ASCII.
        public static let nonASCII = Flags(rawValue: 8)
        /// Holds a control character outside quotes, or a NUL.
        public static let control = Flags(rawValue: 16)
        /// First on its line, which is not the first of its entry.
        public static let startsLine = Flags(rawValue: 32)
    }

    @inlinable
    public init(start: UInt32, end: UInt32, flags: Flags) {
        self.start = start
        self.end = end
        self.flags = flags
    }

    /// The whole token, quotes included.
    @inlinable
    public var range: Range<Int> { Int(start)..<Int(end) }

    /// What the token says: without its quotes.
    @inlinable
    public var content: Range<Int> {
        guard flags.contains(.quoted) else { return range }
        return Int(start) + 1..<max(Int(start) + 1, Int(end) - (flags.contains(.unterminated) ? 0 : 1))
    }
}
