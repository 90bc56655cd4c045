import DNS
import Federation
import NIOCore
import NIOHTTP1
import NIOSSL

/// All that one connection needs to know.
struct ConnectionPlan: Sendable {
    var address: IPAddress
    var port: UInt16
    /// `nil` for plain HTTP.
    var tls: NIOSSLContext?
    var serverName: String?
    /// `nil` ends the connection after the handshake.
    var request: HTTPRequestHead?
    /// A redirect's body is not waited for.
    var stopsAtRedirect = false
    var limits: HTTPSLimits
    var timeouts: TransportTimeouts
    /// The end of the whole exchange.
    var deadline: NIODeadline
    var clock: TransportClock
}

/// What came of one connection.
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

    /// RFC 9110 §15.4: the statuses that send a GET elsewhere, given a `Location`.
    var isRedirect: Bool {
        switch status {
        case 301, 302, 303, 307, 308: headers.contains { $0.name == "location" }
        default: false
        }
    }
}
