/// One field of RDATA in a zone file: raw bytes, including escapes.
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
