import Federation

/// Why an exchange did not come to its end: the word an evidence file has for it, the phase, and what is known beyond.
public struct TransportFailure: Error, Sendable, Hashable {
    /// What lies behind the word, for those who judge it.
    public enum Cause: Sendable, Hashable {
        /// The resolver gave an error or no address.
        case resolution
        /// A reset in answer to the SYN: nothing listens there.
        case refused
        /// No route from here; says nothing about the server.
        case unreachable
        /// The phase, or the exchange as a whole, took longer than allowed.
        case timedOut(wholeExchange: Bool)
        /// The peer reset the connection.
        case reset
        /// The peer closed the connection before it was done.
        case closed
        /// The peer refused the handshake, or the connection after it, with this alert.
        case alert(TLSAlert)
        /// The peer speaks only versions of TLS that no Matrix server accepts any more; the one it offered, if known.
        case oldTLS(TLSProtocolVersion?)
        /// Something other than TLS answers on this port.
        case notTLS(PeerProtocol)
        /// TLS that cannot be made sense of.
        case malformedTLS
        /// The certificate chain, or the handshake around it, is larger than allowed.
        case oversizedHandshake
        /// A response that is no HTTP/1.1.
        case malformedHTTP
        /// A coding nobody asked for; nothing is inflated.
        case unexpectedEncoding
        /// Head of the response beyond the limits.
        case oversizedHead
        /// Body beyond the limit; the part within it is kept.
        case oversizedBody
        /// More bytes on the wire than head and body explain.
        case oversizedStream
        /// More interim responses than anyone needs.
        case interimResponses
        /// Redirected to where it already was.
        case redirectLoop
        /// More redirects than allowed.
        case tooManyRedirects
        /// A `Location` that cannot be followed.
        case badLocation
        /// A redirect from https to http, not followed.
        case downgrade
        /// Every address is an internal one, and none may be connected to.
        case internalAddress
        /// What the caller asked for cannot be sent.
        case unusableRequest
        /// Anything else the operating system or TLS reported.
        case other
    }

    public var word: ExchangeError
    public var phase: Phase
    public var cause: Cause
    /// One plain sentence without a full stop; bytes from the peer in it are escaped.
    public var detail: String
    /// The first bytes the peer sent, if it sent any and they were no TLS: at most 64.
    public var firstBytes: [UInt8]

    public init(
        _ word: ExchangeError,
        in phase: Phase,
        _ cause: Cause,
        _ detail: String,
        firstBytes: [UInt8] = []
    ) {
        self.word = word
        self.phase = phase
        self.cause = cause
        self.detail = detail
        self.firstBytes = firstBytes
    }
}
