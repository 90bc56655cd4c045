import Federation
import TLSIdentity

/// Why an exchange failed: the code for evidence files, the phase, and further details.
public struct TransportFailure: Error, Sendable, Hashable {
    /// The detailed cause.
    public enum Cause: Sendable, Hashable {
        /// The resolver failed or has no address.
        case resolution
        /// A reset in answer to the SYN: the port is closed.
        case refused
        /// There is no route from this machine, which says nothing about the server.
        case unreachable
        /// The phase or the whole exchange exceeded its time limit.
        case timedOut(wholeExchange: Bool)
        /// The peer reset the connection.
        case reset
        /// The peer closed the connection too early.
        case closed
        /// The peer sent this fatal alert in or after the handshake.
        case alert(TLSAlert)
        /// The peer only supports versions of TLS that Matrix servers do not accept; the offered one, if known.
        case oldTLS(TLSProtocolVersion?)
        /// The peer does not speak TLS.
        case notTLS(PeerProtocol)
        /// The peer violates the TLS protocol.
        case malformedTLS
        /// The certificate chain or the handshake is too large.
        case oversizedHandshake
        /// The response is not valid HTTP/1.1.
        case malformedHTTP
        /// The response has a coding that was not accepted. It is not decoded.
        case unexpectedEncoding
        /// The head of the response is too large.
        case oversizedHead
        /// The body is too large. The part within the limit is kept.
        case oversizedBody
        /// More bytes were received than head and body can need.
        case oversizedStream
        /// There were too many interim responses.
        case interimResponses
        /// A redirect leads to a URL that was already requested.
        case redirectLoop
        /// There were too many redirects.
        case tooManyRedirects
        /// A `Location` that cannot be followed.
        case badLocation
        /// A redirect from https to http, not followed.
        case downgrade
        /// All addresses are internal ones that may not be connected to.
        case internalAddress
        /// The request cannot be sent.
        case unusableRequest
        /// Any other error of the operating system or TLS.
        case other
    }

    public var word: ExchangeError
    public var phase: Phase
    public var cause: Cause
    /// A sentence without a full stop. Bytes of the peer in it are escaped.
    public var detail: String
    /// The first bytes of a peer that does not speak TLS, at most 64.
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
