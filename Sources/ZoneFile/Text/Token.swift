/// A field of a zone file entry, by its position in the source. Comments, white space, line ends and parentheses are not
/// tokens.
public struct Token: Sendable, Equatable {
    /// The offset of the first byte, including the opening quote of a quoted string.
    public var start: UInt32
    /// The offset past the last byte, including the closing quote.
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
        /// Contains a backslash.
        public static let escaped = Flags(rawValue: 2)
        /// Quoted, without a closing quote on its line.
        public static let unterminated = Flags(rawValue: 4)
        /// Contains bytes outside ASCII.
        public static let nonASCII = Flags(rawValue: 8)
        /// Contains a control character outside quotes, or a NUL.
        public static let control = Flags(rawValue: 16)
        /// First on a line, but not on the first line of its entry.
        public static let startsLine = Flags(rawValue: 32)
    }

    @inlinable
    public init(start: UInt32, end: UInt32, flags: Flags) {
        self.start = start
        self.end = end
        self.flags = flags
    }

    /// The whole token, including quotes.
    @inlinable
    public var range: Range<Int> { Int(start)..<Int(end) }

    /// The token without its quotes.
    @inlinable
    public var content: Range<Int> {
        guard flags.contains(.quoted) else { return range }
        return Int(start) + 1..<max(Int(start) + 1, Int(end) - (flags.contains(.unterminated) ? 0 : 1))
    }
}
