import DNS
import Federation
import TLSIdentity

/// A TLS handshake with one address, successful or not: the `tls` entry of an evidence file.
public struct TLSHandshakeRecord: Sendable, Hashable {
    /// The address of the peer.
    public var address: IPAddress
    public var port: UInt16
    /// The name sent as SNI; none for an IP literal.
    public var serverName: String?
    /// The negotiated version.
    public var version: TLSProtocolVersion?
    /// The IANA name of the chosen cipher suite, which is known even for some handshakes that failed later.
    public var cipherSuite: String?
    /// The protocol the server chose by ALPN.
    public var applicationProtocol: String?
    /// The chain as the server sent it, in DER, whether or not it is trusted.
    public var certificates: [[UInt8]]
    public var failure: TransportFailure?
    public var at: Timestamp
    /// The time from the start of the TCP connection to the end or the failure of the handshake.
    public var milliseconds: Int

    public init(
        address: IPAddress,
        port: UInt16,
        serverName: String?,
        version: TLSProtocolVersion? = nil,
        cipherSuite: String? = nil,
        applicationProtocol: String? = nil,
        certificates: [[UInt8]] = [],
        failure: TransportFailure? = nil,
        at: Timestamp,
        milliseconds: Int
    ) {
        self.address = address
        self.port = port
        self.serverName = serverName
        self.version = version
        self.cipherSuite = cipherSuite
        self.applicationProtocol = applicationProtocol
        self.certificates = certificates
        self.failure = failure
        self.at = at
        self.milliseconds = milliseconds
    }
}
