import DNS
import Federation
import TLSIdentity

/// A request, its hops, and its response or failure: the `https` and `federation` entries of an evidence file.
public struct HTTPSExchange: Sendable, Equatable {
    /// The URL of the first request.
    public var url: HTTPURL
    /// The address of the first connection that was established, or of the attempt that failed.
    public var address: IPAddress
    public var port: UInt16
    /// The requested address, which differs from ``address`` if `--connect-to` redirects the connection.
    public var requestedAddress: IPAddress
    public var hostHeader: String
    /// All attempted connections in order. The last one has the response or the failure.
    public var hops: [HTTPSHop]
    /// The status of the last response, including that of a redirect that was not followed; `nil` without a response. If
    /// only the body could not be read, there are both a status and a `failure`.
    public var status: Int?
    /// The body of the last response as far as it was read. It is truncated at the limit if `failure` is `too-large`.
    public var body: [UInt8]
    public var failure: TransportFailure?
    /// The internal addresses that were not connected to.
    public var skippedAddresses: [IPAddress] = []
    /// Whether the response came from an internal address that the user did not give.
    public var isFromInternalAddress = false
    public var at: Timestamp
    public var milliseconds: Int

    /// The headers of the last response.
    public var headers: [Header] { hops.last?.headers ?? [] }

    /// The values of a header of the last response.
    public func values(of name: String) -> [String] {
        headers.filter { $0.name == name.lowercased() }.map(\.value)
    }

    public init(
        url: HTTPURL,
        address: IPAddress,
        port: UInt16,
        hostHeader: String,
        hops: [HTTPSHop] = [],
        status: Int? = nil,
        body: [UInt8] = [],
        failure: TransportFailure? = nil,
        at: Timestamp,
        milliseconds: Int = 0
    ) {
        self.url = url
        self.address = address
        self.port = port
        requestedAddress = address
        self.hostHeader = hostHeader
        self.hops = hops
        self.status = status
        self.body = body
        self.failure = failure
        self.at = at
        self.milliseconds = milliseconds
    }
}

/// One connection of an exchange.
public struct HTTPSHop: Sendable, Equatable {
    public var url: HTTPURL
    public var address: IPAddress
    public var port: UInt16
    /// The handshake; `nil` for plain HTTP or without a connection.
    public var tls: TLSHandshakeRecord?
    public var status: Int?
    /// The headers in the order of the response, with names in lower case.
    public var headers: [Header]
    /// The `Location` of a redirect, unchanged: untrusted text.
    public var location: String?
    /// Whether a body was ended by the end of the connection without close_notify, so that it may be truncated.
    public var endedWithoutCloseNotify: Bool
    public var failure: TransportFailure?
    public var at: Timestamp
    /// The time from the start of the hop until TCP was connected.
    public var connectMilliseconds: Int?
    /// The time from the start of the hop until the first byte of the response.
    public var firstByteMilliseconds: Int?
    public var milliseconds: Int

    public init(
        url: HTTPURL,
        address: IPAddress,
        port: UInt16,
        tls: TLSHandshakeRecord? = nil,
        status: Int? = nil,
        headers: [Header] = [],
        location: String? = nil,
        endedWithoutCloseNotify: Bool = false,
        failure: TransportFailure? = nil,
        at: Timestamp,
        connectMilliseconds: Int? = nil,
        firstByteMilliseconds: Int? = nil,
        milliseconds: Int = 0
    ) {
        self.url = url
        self.address = address
        self.port = port
        self.tls = tls
        self.status = status
        self.headers = headers
        self.location = location
        self.endedWithoutCloseNotify = endedWithoutCloseNotify
        self.failure = failure
        self.at = at
        self.connectMilliseconds = connectMilliseconds
        self.firstByteMilliseconds = firstByteMilliseconds
        self.milliseconds = milliseconds
    }
}
