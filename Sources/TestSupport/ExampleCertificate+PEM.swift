import Certificates
import DNS
import Diagnostics
import Synchronization
import TLSIdentity
import X509
import ZoneFile
import _CryptoExtras

extension ExampleCertificate {
    /// The day on which examples are checked.
    static let today = Timestamp(year: 2026, month: 11, day: 21)

    /// Returns the described file.
    ///
    /// It is created once, because signatures are random and certificates with different ones can differ in length.
    public func pem() throws -> String {
        let description = String(describing: self)
        return try Self.files.withLock { files in
            if let file = files[description] { return file }
            let file = try makePEM()
            files[description] = file
            return file
        }
    }

    private static let files = Mutex<[String: String]>([:])

    private func makePEM() throws -> String {
        let leaf = try server()
        let intermediate = try TestAuthority.intermediate()
        let chain = leaf.pem + intermediate.pem
        switch peculiarity {
        case nil, .unknownRoot, .clientsOnly, .weakKey: return chain
        case .leafAlone, .selfSigned: return leaf.pem
        case .issuerFirst: return intermediate.pem + leaf.pem
        case .withRoot: return try chain + TestAuthority.root().pem
        // The lines of a key without a valid key.
        case .withPrivateKey: return "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" + chain
        case .cutShort: return String(chain.dropLast(60))
        case .indented: return "  " + chain
        }
    }

    /// The trust in the chain that a collector would have recorded.
    func trust() throws -> TrustJudgement? {
        guard case .unknownRoot = peculiarity else { return nil }
        return .unknownRoot(index: 1, name: try TestAuthority.intermediate().issuer)
    }

    private func server() throws -> PresentedCertificate {
        try TestAuthority.leaf { request in
            request.subject = commonName
            request.names = names.map(Self.name)
            request.notBefore = Self.today.advanced(bySeconds: Int64(validFrom) * 86_400)
            request.notAfter = Self.today.advanced(bySeconds: Int64(validUntil) * 86_400)
            switch peculiarity {
            case .selfSigned:
                request.subject = "example.com"
                request.issuer = "example.com"
            case .leafAlone: request.extra = [Self.publicAuthority]
            case .clientsOnly: request.purposes = [.clientAuth]
            case .weakKey:
                request.publicKey = (try? _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1024)))
                    .map { Certificate.PublicKey($0.publicKey) }
            default: break
            }
        }
    }

    private static func name(_ text: String) -> TestAuthority.Name {
        if text.hasPrefix("DNS:") { return .dns(String(text.dropFirst(4))) }
        guard case .v4(let address)? = IPAddress(text) else { return .dns(text) }
        return .ip(withUnsafeBytes(of: address.bigEndian) { Array($0) })
    }

    /// certificatePolicies with the policy of domain-validated certificates, 2.23.140.1.2.1.
    private static let publicAuthority = Certificate.Extension(
        oid: [2, 5, 29, 32], critical: false,
        value: TestAuthority.element(
            0x30, TestAuthority.element(0x30, [0x06, 0x06, 0x67, 0x81, 0x0C, 0x01, 0x02, 0x01]))[...])
}
