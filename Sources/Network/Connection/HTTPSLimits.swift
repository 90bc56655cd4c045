/// The limits of a response. Exceeding one ends the exchange; nothing is buffered without a limit.
public struct HTTPSLimits: Sendable, Hashable {
    /// The maximum size of the body. The default is above Synapse's limit of 51,200 bytes for a well-known document.
    public var bodyBytes: Int
    /// The maximum size of all header names and values.
    public var headerBytes: Int
    /// The maximum size of the name and value of a header.
    public var headerFieldBytes: Int
    public var headerCount: Int
    /// The maximum number of 1xx responses before the final one.
    public var interimResponses: Int
    /// The maximum size of everything the server sends in the TLS handshake. BoringSSL refuses a chain over 100 KiB.
    public var handshakeBytes: Int

    public init(
        bodyBytes: Int = 128 * 1024,
        headerBytes: Int = 64 * 1024,
        headerFieldBytes: Int = 16 * 1024,
        headerCount: Int = 128,
        interimResponses: Int = 8,
        handshakeBytes: Int = 256 * 1024
    ) {
        self.bodyBytes = bodyBytes
        self.headerBytes = headerBytes
        self.headerFieldBytes = headerFieldBytes
        self.headerCount = headerCount
        self.interimResponses = interimResponses
        self.handshakeBytes = handshakeBytes
    }

    /// The maximum size of head and body on the wire, with a margin for chunks and TLS records. It ends a stream of
    /// one-byte chunks, chunk extensions or session tickets.
    var responseBytesOnTheWire: Int {
        let limit = (bodyBytes.addingReportingOverflow(headerBytes)).partialValue.multipliedReportingOverflow(by: 4)
        return limit.overflow ? .max : max(limit.partialValue, 256 * 1024)
    }
}
