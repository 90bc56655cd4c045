import NIOCore

/// Splits a TCP stream into messages. Each follows its length in two octets (RFC 1035, section 4.2.2), so none is longer than
/// 65535 octets.
struct StreamMessageDecoder: NIOSingleStepByteToMessageDecoder {
    typealias InboundOut = ByteBuffer

    /// The stream ends within a message.
    struct IncompleteMessage: Error {}

    /// The message, with its length in front.
    static func framed(_ message: some Collection<UInt8>) -> ByteBuffer {
        var buffer = ByteBuffer(integer: UInt16(message.count))
        buffer.writeBytes(message)
        return buffer
    }

    func decode(buffer: inout ByteBuffer) -> ByteBuffer? {
        buffer.readLengthPrefixedSlice(as: UInt16.self)
    }

    func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) throws -> ByteBuffer? {
        if let message = decode(buffer: &buffer) { return message }
        guard buffer.readableBytes == 0 else { throw IncompleteMessage() }
        return nil
    }
}
