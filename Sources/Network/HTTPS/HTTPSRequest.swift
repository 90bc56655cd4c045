import DNS
import Federation

/// A GET over TLS to one address.
public struct HTTPSRequest: Sendable, Equatable {
    /// What is asked for; its authority need not be the place the connection goes to.
    public var url: HTTPURL
    /// The IP address to connect to.
    public var address: IPAddress
    /// The port to connect to.
    public var port: UInt16
    /// The host `address` was looked up for; `ConnectTo` matches it. For a delegated server that is the SRV target.
    public var destinationHost: String
    /// The `Host` header, byte for byte.
    public var hostHeader: String
    /// The name for SNI; `nil` sends none. An IP literal is never sent (RFC 6066 §3), and no trailing dot.
    public var serverName: String?
    /// Beyond `Host`, `User-Agent`, `Accept`, `Accept-Encoding: identity` and `Connection: close`; `Origin`, say.
    public var headers: [Header]
    public var redirects: RedirectPolicy
    /// Which internal addresses may be connected to, at every hop.
    public var internalAddresses: InternalAddressPolicy
    /// In place of the client's limit.
    public var bodyLimit: Int?

    /// - Parameters:
    ///   - port: that of the URL unless given
    ///   - destinationHost: that of the URL unless given
    ///   - hostHeader: the URL's authority unless given
    ///   - serverName: the URL's host unless given
    ///   - internalAddresses: has no default, so that every caller has to decide
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
