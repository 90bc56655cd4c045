import DNS
import Federation
import NIOCore
import NIOHTTP1
import NIOSSL

/// The parameters of one connection.
struct ConnectionPlan: Sendable {
    var address: IPAddress
    var port: UInt16
    /// The TLS settings; `nil` for plain HTTP.
    var tls: NIOSSLContext?
    var serverName: String?
    /// The request; `nil` ends the connection after the handshake.
    var request: HTTPRequestHead?
    /// Whether the connection ends after the head of a redirect.
    var stopsAtRedirect = false
    /// Whether the connection stays open after a complete response.
    var isReusable = false
    var limits: HTTPSLimits
    var timeouts: TransportTimeouts
    /// The deadline of the whole exchange.
    var deadline: NIODeadline
    var clock: TransportClock
}

/// The outcome of one connection.
struct ConnectionOutcome: Sendable {
    var connectMilliseconds: Int?
    var handshakeMilliseconds: Int?
    var firstByteMilliseconds: Int?
    var milliseconds = 0
    var version: TLSProtocolVersion?
    var cipherSuite: String?
    var applicationProtocol: String?
    var certificates: [[UInt8]] = []
    var status: Int?
    var headers: [Header] = []
    var body: [UInt8] = []
    var endedWithoutCloseNotify = false
    var failure: TransportFailure?
    /// The time before the connection, in which the request waited for another one.
    var waiting = Duration.zero
    /// The connection, if it is open for another request.
    var connection: OpenConnection?

    /// Whether the response redirects a GET: the statuses of RFC 9110 §15.4 with a `Location`.
    var isRedirect: Bool {
        switch status {
        case 301, 302, 303, 307, 308: headers.contains { $0.name == "location" }
        default: false
        }
    }
}
