/// The contents of one certificate (RFC 5280), as a file gives it or a server presents it.
///
/// Everything in it is untrusted, also after its signature was found good: texts may hold control characters and must be
/// escaped where they are shown. Reading accepts what X.509 allows and a linter must be able to show: weak and unknown
/// keys, names no host can have, extensions that do not decode.
public struct PresentedCertificate: Hashable, Sendable {
    /// The encoded certificate.
    public let der: [UInt8]
    /// 1 to 3.
    public let version: Int
    /// The serial number, big-endian, as encoded.
    public let serialNumber: [UInt8]
    public let subject: DirectoryName
    public let issuer: DirectoryName
    /// The first and the last moment at which the certificate is valid; both count (RFC 5280 §4.1.2.5).
    public let notBefore: CertificateTime
    public let notAfter: CertificateTime
    public let publicKey: PublicKeyKind
    /// The encoded SubjectPublicKeyInfo: two certificates for one key share it.
    public let publicKeyDER: [UInt8]
    public let signature: SignatureKind
    /// The entries of subjectAltName, in their order; `nil` where there is no such extension.
    public let alternativeNames: [AlternativeName]?
    public let keyUsage: KeyUsages?
    /// The purposes of extKeyUsage; `nil` where there is no such extension, which allows every purpose.
    public let extendedKeyUsage: [KeyPurpose]?
    public let basicConstraints: BasicConstraints?
    public let subjectKeyIdentifier: [UInt8]?
    public let authorityKeyIdentifier: [UInt8]?
    /// Where the issuer's certificate can be fetched, by the certificate's own word (RFC 5280 §4.2.2.1). Untrusted.
    public let issuerAddresses: [String]
    /// Policies, as dotted object identifiers.
    public let policies: [String]
    /// The extensions a client must understand or else refuse the certificate (RFC 5280 §4.2), as dotted object identifiers.
    public let criticalExtensions: [String]
    /// The extensions that do not decode, as dotted object identifiers. Strict clients refuse such a certificate.
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

    /// The dNSName entries, also malformed ones, in their order. Untrusted.
    public var dnsNames: [String] { (alternativeNames ?? []).filter { $0.kind == .dnsName }.map(\.text) }

    /// The iPAddress entries, in their order.
    public var ipAddresses: [String] { (alternativeNames ?? []).filter { $0.kind == .ipAddress }.map(\.text) }

    /// Whether this is a certificate authority's certificate.
    public var isAuthority: Bool { basicConstraints?.isAuthority ?? false }

    /// Whether subject and issuer are the same name, which only a root or a self-signed certificate has. No signature
    /// is verified here.
    public var isSelfIssued: Bool {
        guard subject.der == issuer.der else { return false }
        guard let authorityKeyIdentifier, let subjectKeyIdentifier else { return true }
        return authorityKeyIdentifier == subjectKeyIdentifier
    }

    /// Whether the certificate may be used for a TLS server, as far as extKeyUsage says.
    public var allowsServerAuthentication: Bool {
        guard let extendedKeyUsage else { return true }
        return extendedKeyUsage.contains(.serverAuthentication) || extendedKeyUsage.contains(.any)
    }

    /// The fingerprint as OpenSSL prints it: `9A:3B:…`.
    public var fingerprintText: String { Self.colonSeparated(fingerprint) }

    /// The serial number as OpenSSL prints it: `03:E8:…`.
    public var serialNumberText: String { Self.colonSeparated(serialNumber) }

    /// Whether the names and key identifiers say that `other` issued this certificate. No signature is verified here.
    public func isIssued(by other: PresentedCertificate) -> Bool {
        guard issuer.der == other.subject.der else { return false }
        guard let authorityKeyIdentifier, let identifier = other.subjectKeyIdentifier else { return true }
        return authorityKeyIdentifier == identifier
    }

    /// The certificate as a PEM block (RFC 7468).
    public var pem: String {
        let lines = Base64.encode(der)
        return "-----BEGIN CERTIFICATE-----\n" + lines + "-----END CERTIFICATE-----\n"
    }

    private static func colonSeparated(_ bytes: [UInt8]) -> String {
        bytes.map { AlternativeName.hexadecimal($0).uppercased() }.joined(separator: ":")
    }
}
