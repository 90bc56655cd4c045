import DNS
import Federation

/// A GET over TLS to one address.
public struct HTTPSRequest: Sendable, Equatable {
    /// The requested URL. Its authority need not be the endpoint of the connection.
    public var url: HTTPURL
    /// The IP address to connect to.
    public var address: IPAddress
    /// The port to connect to.
    public var port: UInt16
    /// The host of `address`, which `ConnectTo` matches. For a delegated server it is the SRV target.
    public var destinationHost: String
    /// The exact `Host` header.
    public var hostHeader: String
    /// The name for SNI; `nil` sends none. IP literals and final dots are never sent (RFC 6066 §3).
    public var serverName: String?
    /// The headers in addition to `Host`, `User-Agent`, `Accept`, `Accept-Encoding: identity` and, unless the
    /// connection may stay open, `Connection: close`.
    public var headers: [Header]
    public var redirects: RedirectPolicy
    /// The internal addresses that may be connected to at every hop.
    public var internalAddresses: InternalAddressPolicy
    /// A limit that overrides that of the client.
    public var bodyLimit: Int?
    /// Whether the handshake is of interest, so that the first connection must be a new one.
    public var needsHandshake = false

    /// - Parameters:
    ///   - port: The port of the URL by default.
    ///   - destinationHost: The host of the URL by default.
    ///   - hostHeader: The authority of the URL by default.
    ///   - serverName: The host of the URL by default.
    ///   - internalAddresses: Has no default, so that every caller has to decide.
    public init(
        _ url: HTTPURL,
        address: IPAddress,
        port: UInt16? = nil,
        destinationHost: String? = nil,
        hostHeader: String? = nil,
        serverName: String? = nil,
        headers: [Header] = [],
        redirects: RedirectPolicy = RedirectPolicy(),
        internalAddresses: InternalAddressPolicy,
        bodyLimit: Int? = nil
    ) {
        self.url = url
        self.address = address
        self.port = port ?? url.port
        self.destinationHost = destinationHost ?? url.host
        self.hostHeader = hostHeader ?? url.authority
        self.serverName = serverName ?? url.host
        self.headers = headers
        self.redirects = redirects
        self.internalAddresses = internalAddresses
        self.bodyLimit = bodyLimit
    }
}
