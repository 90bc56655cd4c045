/// How much of a response is read. What goes beyond ends the exchange; nothing is buffered without a limit.
public struct HTTPSLimits: Sendable, Hashable {
    /// Of the body. The default leaves room to see how far beyond Synapse's 51,200 bytes a well-known document goes.
    public var bodyBytes: Int
    /// Of all header names and values together.
    public var headerBytes: Int
    /// Of one header, name and value.
    public var headerFieldBytes: Int
    public var headerCount: Int
    /// Of 1xx responses before the one that counts.
    public var interimResponses: Int
    /// Of everything the server sends until the TLS handshake is done. BoringSSL itself refuses a chain over 100 KiB.
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

    /// What head and body may cost on the wire. Chunks and TLS records cost a few bytes each; a stream of one-byte
    /// chunks, of chunk extensions or of session tickets is cut off here.
    var responseBytesOnTheWire: Int {
        let generous = (bodyBytes.addingReportingOverflow(headerBytes)).partialValue.multipliedReportingOverflow(by: 4)
        return generous.overflow ? .max : max(generous.partialValue, 256 * 1024)
    }
}
