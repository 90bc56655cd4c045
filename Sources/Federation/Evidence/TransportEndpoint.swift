import DNS

/// An address and a port that connections are made to.
public struct TransportEndpoint: Hashable, Sendable {
    public let address: IPAddress
    /// Possibly out of range: server names may have ports up to 99999.
    public let port: Int

    public init(_ address: IPAddress, port: Int) {
        self.address = address
        self.port = port
    }
}
