import SwiftASN1
import X509

/// Whether valid signatures connect a chain to a trusted root. Dates and names are separate checks.
public enum TrustJudgement: Hashable, Sendable {
    /// They do. `paths`: every path that a client can use; ``CertificateChain/path(trust:at:)`` selects one.
    case trusted(paths: [TrustedPath])
    /// There are no roots: nothing was checked.
    case noRoots
    /// The leaf is signed with its own key and is not a trusted root.
    case selfSigned
    /// The chain includes its root, which is not trusted: usually that of a private certificate authority.
    case unknownRoot(index: Int, name: DirectoryName)
    /// The issuer of the leaf is neither in the chain nor a root, and the leaf says where to fetch it or is from a
    /// public authority: the server does not send its intermediate certificate.
    case intermediateMissing(issuer: DirectoryName, addresses: [String])
    /// The issuer of the certificate at `index` is neither in the chain nor a root.
    case unknownIssuer(index: Int, issuer: DirectoryName, addresses: [String])
    /// The certificate at `index` has the name of its issuer, but no valid signature by the issuer's key.
    case badSignature(index: Int)
    /// The certificate at `index` has a key or signature of a kind that cannot be verified.
    case unverifiable(index: Int, reason: String)
    /// The chain ends at a root but violates RFC 5280: basic constraints, name constraints, the version, an unknown
    /// critical extension. The reasons are the texts of X509. Untrusted.
    case breaksRules(reasons: [String])
}

extension CertificateChain {
    /// How many certificates of a chain are verified: enough for every real chain, and few enough to bound the time for
    /// a hostile one, in which every certificate signed every other.
    public static let trustLimit = 16

    /// Verifies the chain up to one of the roots.
    public func trust(in roots: TrustRoots) async -> TrustJudgement {
        if roots.isEmpty { return .noRoots }
        let names = ChainPaths(self)
        // Clients take the first certificate as that of the server, even if another would be a better match.
        let used =
            [0] + names.path.filter { $0 != 0 }
            + certificates.indices.filter { $0 != 0 && !names.path.contains($0) && names.duplicates[$0] == nil }
        var decoded: [Int: Certificate] = [:]
        for index in used.prefix(Self.trustLimit) {
            decoded[index] = try? Certificate(derEncoded: certificates[index].der)
        }
        guard let leaf = decoded[0] else { return .unverifiable(index: 0, reason: kinds(at: 0)) }
        let intermediates = CertificateStore(used.dropFirst().compactMap { decoded[$0] })
        let found = EveryPathPolicy.Findings()
        var verifier = Verifier(rootCertificates: roots.store) { EveryPathPolicy(found) }
        _ = await verifier.validate(leaf: leaf, intermediates: intermediates)
        let (paths, violations) = (found.paths, found.violations)
        if paths.isEmpty { return violations.isEmpty ? breakage(decoded, roots) : .breaksRules(reasons: violations) }
        let indices = Dictionary(decoded.map { ($0.value, $0.key) }) { min($0, $1) }
        return .trusted(paths: paths.map { Self.path($0, indices) })
    }

    /// - Parameter path: The certificates from the leaf to the root.
    private static func path(_ path: [Certificate], _ indices: [Certificate: Int]) -> TrustedPath {
        guard path.count > 1, let root = path.last else { return TrustedPath(indices: [0], root: nil) }
        return TrustedPath(
            indices: path.dropLast().compactMap { indices[$0] }, root: PresentedCertificate(decoded: root))
    }

    /// Where and why the chain does not end at a root. Called only if no path with valid signatures was found.
    private func breakage(_ decoded: [Int: Certificate], _ roots: TrustRoots) -> TrustJudgement {
        var index = 0
        var seen: Set<Int> = [0]
        while true {
            let certificate = certificates[index]
            let unknown = certificate.criticalExtensions.filter { !EveryPathPolicy.knownExtensions.contains($0) }
            if !unknown.isEmpty {
                return .breaksRules(reasons: unknown.map { "the critical extension \($0) is unknown" })
            }
            guard let current = decoded[index] else { return .unverifiable(index: index, reason: kinds(at: index)) }
            if certificate.subject.der == certificate.issuer.der,
                current.publicKey.isValidSignature(current.signature, for: current)
            {
                return index == 0 ? .selfSigned : .unknownRoot(index: index, name: certificate.subject)
            }
            let named = certificates.indices.filter {
                !seen.contains($0) && certificates[$0].subject.der == certificate.issuer.der
            }
            let signer = named.first {
                decoded[$0]?.publicKey.isValidSignature(current.signature, for: current) == true
            }
            if let signer {
                seen.insert(signer)
                index = signer
                continue
            }
            if let unread = named.first(where: { decoded[$0] == nil }) {
                return .unverifiable(index: unread, reason: kinds(at: unread))
            }
            let issuer = certificate.issuer
            if !named.isEmpty || roots.contains(subject: issuer) { return .badSignature(index: index) }
            let addresses = certificate.issuerAddresses
            // A complete chain of a product's own authority is not trusted either.
            if index == 0, certificate.builtIn == nil, !addresses.isEmpty || certificate.isOfPublicAuthority {
                return .intermediateMissing(issuer: issuer, addresses: addresses)
            }
            return .unknownIssuer(index: index, issuer: issuer, addresses: addresses)
        }
    }

    private func kinds(at index: Int) -> String {
        "\(certificates[index].publicKey), signed with \(certificates[index].signature)"
    }
}

extension PresentedCertificate {
    fileprivate init?(decoded certificate: Certificate) {
        var serializer = DER.Serializer()
        guard (try? serializer.serialize(certificate)) != nil else { return nil }
        guard let decoded = try? PresentedCertificate(der: serializer.serializedBytes) else { return nil }
        self = decoded
    }

    /// Whether it has a policy of the CA/Browser Forum (2.23.140.1.2). Only public authorities use them, and they never
    /// issue server certificates from a root directly.
    public var isOfPublicAuthority: Bool { policies.contains { $0.hasPrefix("2.23.140.1.2.") } }
}
