/// One field of RDATA as a zone file writes it: raw bytes, escapes still in place.
public struct FieldText {
    /// The bytes without the surrounding quotes.
    public let bytes: UnsafeBufferPointer<UInt8>
    public let isQuoted: Bool

    @inlinable
    public init(bytes: UnsafeBufferPointer<UInt8>, isQuoted: Bool) {
        self.bytes = bytes
        self.isQuoted = isQuoted
    }
}
