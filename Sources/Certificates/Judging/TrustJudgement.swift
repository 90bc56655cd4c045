import SwiftASN1
@_spi(DisableValidityCheck) import X509

/// Whether valid signatures connect a chain to a trusted root. Dates and names are separate checks.
public enum TrustJudgement: Hashable, Sendable {
    /// They do. `path`: the subjects from the leaf to the root, untrusted text but for the root.
    case trusted(path: [DirectoryName])
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
        let paths = ChainPaths(self)
        // Clients take the first certificate as that of the server, even if another would be a better match.
        let used =
            [0] + paths.path.filter { $0 != 0 }
            + certificates.indices.filter { $0 != 0 && !paths.path.contains($0) && paths.duplicates[$0] == nil }
        var decoded: [Int: Certificate] = [:]
        for index in used.prefix(Self.trustLimit) {
            decoded[index] = try? Certificate(derEncoded: certificates[index].der)
        }
        guard let leaf = decoded[0] else { return .unverifiable(index: 0, reason: kinds(at: 0)) }
        let intermediates = CertificateStore(used.dropFirst().compactMap { decoded[$0] })
        var verifier = Verifier(rootCertificates: roots.store) {
            RFC5280Policy.withValidityCheckDisabled()
            ExtensionsCheckedElsewhere()
        }
        switch await verifier.validate(leaf: leaf, intermediates: intermediates) {
        case .validCertificate(let chain):
            return .trusted(path: chain.compactMap { Self.name(of: $0) })
        case .couldNotValidate(let failures):
            if !failures.isEmpty {
                return .breaksRules(reasons: failures.map { "\($0.policyFailureReason)" }.uniqued())
            }
            return breakage(decoded, roots)
        }
    }

    /// Where and why the chain does not end at a root. Called only if no path with valid signatures was found.
    private func breakage(_ decoded: [Int: Certificate], _ roots: TrustRoots) -> TrustJudgement {
        var index = 0
        var seen: Set<Int> = [0]
        while true {
            let certificate = certificates[index]
            let unknown = certificate.criticalExtensions.filter { !ExtensionsCheckedElsewhere.known.contains($0) }
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
            if index == 0, !addresses.isEmpty || certificate.isOfPublicAuthority {
                return .intermediateMissing(issuer: issuer, addresses: addresses)
            }
            return .unknownIssuer(index: index, issuer: issuer, addresses: addresses)
        }
    }

    private func kinds(at index: Int) -> String {
        "\(certificates[index].publicKey), signed with \(certificates[index].signature)"
    }

    private static func name(of certificate: Certificate) -> DirectoryName? {
        var serializer = DER.Serializer()
        guard (try? serializer.serialize(certificate)) != nil else { return nil }
        return (try? PresentedCertificate(der: serializer.serializedBytes))?.subject
    }
}

extension PresentedCertificate {
    /// Whether it has a policy of the CA/Browser Forum (2.23.140.1.2). Only public authorities use them, and they never
    /// issue server certificates from a root directly.
    public var isOfPublicAuthority: Bool { policies.contains { $0.hasPrefix("2.23.140.1.2.") } }
}

/// The critical extensions that RFC5280Policy leaves to other policies. A certificate with an empty subject must have a
/// critical subjectAltName (RFC 5280 §4.1.2.6) and must not be refused for it. Names and purposes are separate checks.
private struct ExtensionsCheckedElsewhere: VerifierPolicy {
    /// subjectAltName, extKeyUsage, certificatePolicies, policyConstraints, inhibitAnyPolicy: OpenSSL supports all of
    /// them.
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
        [2, 5, 29, 17], [2, 5, 29, 37], [2, 5, 29, 32], [2, 5, 29, 36], [2, 5, 29, 54],
    ]

    /// These, and those of RFC5280Policy.
    static let known: Set<String> = [
        "2.5.29.17", "2.5.29.37", "2.5.29.32", "2.5.29.36", "2.5.29.54", "2.5.29.19", "2.5.29.30", "2.5.29.15",
    ]

    func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) -> PolicyEvaluationResult { .meetsPolicy }
}

extension Array where Element: Hashable {
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
