import DNS
import Federation
import TLSIdentity

/// A request, what it led to hop by hop, and its answer or its failure: the `https` and `federation` entries of an
/// evidence file.
public struct HTTPSExchange: Sendable, Equatable {
    /// What was asked for first.
    public var url: HTTPURL
    /// Where the first connection went.
    public var address: IPAddress
    public var port: UInt16
    /// The address that was meant: with `--connect-to` the connection went elsewhere, and stands for this one.
    public var askedAddress: IPAddress
    public var hostHeader: String
    /// Every connection that was tried, in order; the last one has the answer or the failure.
    public var hops: [HTTPSHop]
    /// What the last connection answered, `nil` if it gave no response; after a redirect that was not followed, the
    /// redirect's. A response whose body could not be read has a status and a `failure`.
    public var status: Int?
    /// The body of the last response as far as it was read: whole, or cut at the limit if `failure` says `too-large`.
    public var body: [UInt8]
    public var failure: TransportFailure?
    /// Internal addresses on the way that were not connected to.
    public var skippedAddresses: [IPAddress] = []
    /// Whether the answer came from an internal address that the user did not give.
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
        askedAddress = address
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
    /// `nil` if the connection was never made, or for plain HTTP.
    public var tls: TLSHandshakeRecord?
    public var status: Int?
    /// Names in lower case, in the order they came.
    public var headers: [Header]
    /// The `Location` of a redirect as it came: untrusted text.
    public var location: String?
    /// A body that only the end of the connection ended, without TLS's own farewell: it may be cut short.
    public var endedWithoutCloseNotify: Bool
    public var failure: TransportFailure?
    public var at: Timestamp
    /// Until TCP was connected, from the start of the hop.
    public var connectMilliseconds: Int?
    /// From the start of the hop until the first byte of the response.
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
