/// A path of valid signatures from the server's certificate to a trusted root, as a client builds it (RFC 5280 §6.1).
/// The dates of its members are not verified.
public struct TrustedPath: Hashable, Sendable {
    /// The positions in the chain of the certificates that the path needs, the server's first.
    public let indices: [Int]
    /// The trusted root at its end; `nil` if the server's certificate itself is trusted.
    public let root: PresentedCertificate?
}
