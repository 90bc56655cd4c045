import DNS
import Federation
import TLSIdentity

/// One TLS handshake with one address, successful or not: the `tls` entry of an evidence file.
public struct TLSHandshakeRecord: Sendable, Hashable {
    /// The address it was made with.
    public var address: IPAddress
    public var port: UInt16
    /// The name sent as SNI; none for an IP literal.
    public var serverName: String?
    /// The version agreed on.
    public var version: TLSProtocolVersion?
    /// The IANA name of the suite the server chose; known even for some handshakes that failed later.
    public var cipherSuite: String?
    /// The protocol the server chose by ALPN.
    public var applicationProtocol: String?
    /// The chain as the server sent it, leaf first, in DER; kept whether or not anybody would trust it.
    public var certificates: [[UInt8]]
    public var failure: TransportFailure?
    public var at: Timestamp
    /// From the start of the connection, TCP included, to the end of the handshake or to its failure.
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
