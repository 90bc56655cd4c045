/// A family of TLS clients that compare the names in certificates by the same rules.
public enum TLSClientFamily: String, CaseIterable, Sendable {
    /// RFC 9525, which replaces RFC 6125: what "a valid certificate for" means in the Matrix specification.
    case specification
    /// Python's service_identity: Synapse, Sydent.
    case serviceIdentity
    /// Go's crypto/x509: Dendrite, mautrix-go, matrix-media-repo, matrix-federation-tester.
    case go
    /// Rust's webpki: continuwuity, tuwunel, conduwuit, Conduit, federation-tester-rs.
    case rustls
    /// Node's `tls.checkServerIdentity`: matrix-appservice-bridge.
    case node
    /// Erlang's public_key: ejabberd. Its rules have not been measured.
    case erlang
}
