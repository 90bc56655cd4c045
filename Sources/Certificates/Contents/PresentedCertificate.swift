import TLSIdentity

/// The contents of one certificate (RFC 5280), as a file gives it or a server presents it.
///
/// Everything in it is untrusted, even if its signature is valid: texts may have control characters and must be escaped
/// before they are shown. The decoder accepts what X.509 allows and a linter must be able to show: weak and unknown
/// keys, names that no host can have, extensions that cannot be decoded.
public struct PresentedCertificate: Sendable {
    /// The encoded certificate.
    public let der: [UInt8]
    /// 1 to 3.
    public let version: Int
    /// The serial number, big-endian, as encoded.
    public let serialNumber: [UInt8]
    public let subject: DirectoryName
    public let issuer: DirectoryName
    /// The first and the last moment at which the certificate is valid, both inclusive (RFC 5280 §4.1.2.5).
    public let notBefore: Timestamp
    public let notAfter: Timestamp
    public let publicKey: PublicKeyKind
    /// The encoded SubjectPublicKeyInfo, the same in all certificates for one key.
    public let publicKeyDER: [UInt8]
    public let signature: SignatureKind
    /// The entries of subjectAltName in their order; `nil` without such an extension.
    public let alternativeNames: [AlternativeName]?
    public let keyUsage: KeyUsages?
    /// The purposes of extKeyUsage; `nil` without such an extension, which allows every purpose.
    public let extendedKeyUsage: [KeyPurpose]?
    public let basicConstraints: BasicConstraints?
    public let subjectKeyIdentifier: [UInt8]?
    public let authorityKeyIdentifier: [UInt8]?
    /// Where the issuer's certificate can be fetched, according to the certificate (RFC 5280 §4.2.2.1). Untrusted.
    public let issuerAddresses: [String]
    /// The policies, as dotted object identifiers.
    public let policies: [String]
    /// The critical extensions, as dotted object identifiers. A client that does not know one must refuse the
    /// certificate (RFC 5280 §4.2).
    public let criticalExtensions: [String]
    /// The extensions that cannot be decoded, as dotted object identifiers. Strict clients refuse such a certificate.
    public let malformedExtensions: [String]
    /// The SHA-256 fingerprint of the certificate.
    public let fingerprint: [UInt8]

    /// Reads a certificate from its DER encoding.
    public init(der: [UInt8]) throws(CertificateDefect) {
        self = try CertificateDecoder.decode(der)
    }

    init(der: [UInt8], body: CertificateDecoder.Body, extensions: CertificateDecoder.Extensions, fingerprint: [UInt8]) {
        self.der = der
        version = body.version
        serialNumber = body.serialNumber
        subject = body.subject
        issuer = body.issuer
        notBefore = body.notBefore
        notAfter = body.notAfter
        publicKey = body.publicKey
        publicKeyDER = body.publicKeyDER
        signature = body.signature
        alternativeNames = extensions.alternativeNames
        keyUsage = extensions.keyUsage
        extendedKeyUsage = extensions.extendedKeyUsage
        basicConstraints = extensions.basicConstraints
        subjectKeyIdentifier = extensions.subjectKeyIdentifier
        authorityKeyIdentifier = extensions.authorityKeyIdentifier
        issuerAddresses = extensions.issuerAddresses
        policies = extensions.policies
        criticalExtensions = extensions.critical
        malformedExtensions = extensions.malformed
        self.fingerprint = fingerprint
    }

    /// Whether this is the certificate of a certificate authority.
    public var isAuthority: Bool { basicConstraints?.isAuthority ?? false }

    /// Whether subject and issuer are the same name, which is so only for roots and self-signed certificates. This does
    /// not verify a signature.
    public var isSelfIssued: Bool {
        guard subject.der == issuer.der else { return false }
        guard let authorityKeyIdentifier, let subjectKeyIdentifier else { return true }
        return authorityKeyIdentifier == subjectKeyIdentifier
    }

    /// Whether extKeyUsage allows the certificate for a TLS server.
    public var allowsServerAuthentication: Bool {
        guard let extendedKeyUsage else { return true }
        return extendedKeyUsage.contains(.serverAuthentication) || extendedKeyUsage.contains(.any)
    }

    /// Whether the names and key identifiers say that `other` issued this certificate. This does not verify a
    /// signature.
    public func isIssued(by other: PresentedCertificate) -> Bool {
        guard issuer.der == other.subject.der else { return false }
        guard let authorityKeyIdentifier, let identifier = other.subjectKeyIdentifier else { return true }
        return authorityKeyIdentifier == identifier
    }

    /// The certificate as a PEM block (RFC 7468).
    public var pem: String { PEM.certificate(der) }
}

extension PresentedCertificate: Hashable {
    // Everything else follows from the encoding, and comparing it all would take much longer.
    public static func == (left: PresentedCertificate, right: PresentedCertificate) -> Bool {
        left.der == right.der
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(fingerprint)
    }
}
