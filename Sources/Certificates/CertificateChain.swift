/// Certificates in the order a file gives or a server presents them: the server's own first (RFC 8446 §4.4.2).
public struct CertificateChain: Hashable, Sendable {
    /// The certificates as presented; never empty.
    public let certificates: [PresentedCertificate]

    /// A chain of the given certificates, or `nil` of none.
    public init?(_ certificates: [PresentedCertificate]) {
        if certificates.isEmpty { return nil }
        self.certificates = certificates
    }

    /// The certificate a client compares names with: the first one, whatever it is.
    public var leaf: PresentedCertificate { certificates[0] }
}
