import Certificates
import Crypto
import SwiftASN1
import TLSIdentity
import X509

import struct FoundationEssentials.Date

/// Creates certificates for tests from fixed keys and dates, so that they are the same in every run.
package struct TestAuthority {
    /// Returns a key that depends only on the name.
    package static func key(_ name: String) -> P256.Signing.PrivateKey {
        var seed = Array(SHA256.hash(data: Array(name.utf8)))
        seed[0] = 1  // The key must be less than the order of the curve.
        guard let key = try? P256.Signing.PrivateKey(rawRepresentation: seed) else { return P256.Signing.PrivateKey() }
        return key
    }

    /// The contents of a certificate. The defaults are those of a valid server certificate.
    package struct Request {
        package var subject: String?
        package var issuer: String
        package var subjectKey: String?
        package var issuerKey: String?
        package var names: [Name]
        package var notBefore = Timestamp(year: 2026, month: 1, day: 1)
        package var notAfter = Timestamp(year: 2026, month: 4, day: 1)
        package var isAuthority = false
        package var pathLength: Int?
        package var purposes: [ExtendedKeyUsage.Usage] = [.serverAuth]
        package var usage: KeyUsage?
        package var issuerAddress: String?
        package var extra: [Certificate.Extension] = []
        package var serial: Int64 = 1
        /// A key of another kind than that of ``TestAuthority/key(_:)``.
        package var publicKey: Certificate.PublicKey?

        package init(
            subject: String? = nil, issuer: String, subjectKey: String? = nil, names: [Name] = [.dns("example.com")]
        ) {
            self.subjectKey = subjectKey
            self.subject = subject
            self.issuer = issuer
            self.names = names
        }
    }

    package enum Name {
        case dns(String)
        case dnsBytes([UInt8])
        case ip([UInt8])
        case uri(String)

        package var encoded: [UInt8] {
            let (tag, bytes): (UInt8, [UInt8]) =
                switch self {
                case .dns(let text): (0x82, Array(text.utf8))
                case .dnsBytes(let bytes): (0x82, bytes)
                case .uri(let text): (0x86, Array(text.utf8))
                case .ip(let bytes): (0x87, bytes)
                }
            return TestAuthority.element(tag, bytes)
        }
    }

    package static func element(_ tag: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        let length = bytes.count
        return [tag] + (length < 128 ? [UInt8(length)] : [0x82, UInt8(length >> 8), UInt8(length & 255)]) + bytes
    }

    /// Returns the encoded certificate.
    package static func make(_ request: Request) throws -> [UInt8] {
        let subject = try DistinguishedName { if let name = request.subject { CommonName(name) } }
        let issuer = try DistinguishedName { CommonName(request.issuer) }
        var extensions: [Certificate.Extension] = []
        if !request.names.isEmpty {
            extensions.append(
                Certificate.Extension(
                    oid: [2, 5, 29, 17], critical: request.subject == nil,
                    value: element(0x30, request.names.flatMap(\.encoded))[...]))
        }
        extensions.append(
            try Certificate.Extension(
                request.isAuthority
                    ? BasicConstraints.isCertificateAuthority(maxPathLength: request.pathLength)
                    : BasicConstraints.notCertificateAuthority, critical: true))
        if !request.purposes.isEmpty {
            extensions.append(try Certificate.Extension(ExtendedKeyUsage(request.purposes), critical: false))
        }
        if let usage = request.usage { extensions.append(try Certificate.Extension(usage, critical: true)) }
        if let address = request.issuerAddress {
            let access = AuthorityInformationAccess([
                .init(method: .issuingCA, location: .uniformResourceIdentifier(address))
            ])
            extensions.append(try Certificate.Extension(access, critical: false))
        }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(request.serial),
            publicKey: request.publicKey ?? .init(key(request.subjectKey ?? request.subject ?? "leaf").publicKey),
            notValidBefore: Date(timeIntervalSince1970: Double(request.notBefore.seconds)),
            notValidAfter: Date(timeIntervalSince1970: Double(request.notAfter.seconds)),
            issuer: issuer, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions(extensions + request.extra),
            issuerPrivateKey: .init(key(request.issuerKey ?? request.issuer)))
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return serializer.serializedBytes
    }

    package static func certificate(_ request: Request) throws -> PresentedCertificate {
        try PresentedCertificate(der: make(request))
    }

    /// `Root` signs `Intermediate`, which signs the leaf of example.com.
    package static func root() throws -> PresentedCertificate { try authority("Root", issuer: "Root") }
    package static func intermediate() throws -> PresentedCertificate { try authority("Intermediate", issuer: "Root") }

    package static func authority(
        _ name: String, issuer: String, pathLength: Int? = nil, change: (inout Request) -> Void = { _ in }
    ) throws -> PresentedCertificate {
        var request = Request(subject: name, issuer: issuer, names: [])
        request.notBefore = Timestamp(year: 2020, month: 1, day: 1)
        request.notAfter = Timestamp(year: 2040, month: 1, day: 1)
        request.isAuthority = true
        request.pathLength = pathLength
        request.purposes = []
        change(&request)
        return try certificate(request)
    }

    package static func leaf(_ change: (inout Request) -> Void = { _ in }) throws -> PresentedCertificate {
        var request = Request(subject: "example.com", issuer: "Intermediate")
        change(&request)
        return try certificate(request)
    }

    package static func chain(_ certificates: PresentedCertificate...) throws -> CertificateChain {
        guard let chain = CertificateChain(certificates) else { throw EmptyChain() }
        return chain
    }

    package struct EmptyChain: Error {}
}
