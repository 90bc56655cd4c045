/// The steps of an exchange over a connection, in their order, by the words of an evidence file.
public enum TransportPhase: String, Sendable, Hashable, CaseIterable {
    /// Looking up the addresses of a host.
    case resolve
    /// TCP.
    case connect
    /// The TLS handshake.
    case tls
    /// Handing over the request.
    case request
    /// From the request until the head of the response is complete.
    case headers
    /// Until the body is complete.
    case body
}
