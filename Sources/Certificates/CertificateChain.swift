/// Certificates in the order of a file or a handshake, that of the server first (RFC 8446 §4.4.2).
public struct CertificateChain: Hashable, Sendable {
    /// The certificates in their order; never empty.
    public let certificates: [PresentedCertificate]

    /// Creates a chain; `nil` without certificates.
    public init?(_ certificates: [PresentedCertificate]) {
        if certificates.isEmpty { return nil }
        self.certificates = certificates
    }

    /// The certificate that clients compare names with: always the first.
    public var leaf: PresentedCertificate { certificates[0] }
}
