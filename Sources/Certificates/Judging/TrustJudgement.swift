import SwiftASN1
@_spi(DisableValidityCheck) import X509

/// Whether a chain leads to a trusted root by valid signatures. Dates and names are judged elsewhere.
public enum TrustJudgement: Hashable, Sendable {
    /// It does. The subjects from the leaf to the root (untrusted text apart from the root's).
    case trusted(path: [DirectoryName])
    /// There are no roots to lead to: nothing was judged.
    case noRoots
    /// The leaf is signed by its own key, and not among the roots.
    case selfSigned
    /// The chain ends in a root of its own that is not trusted here: a private certificate authority, as a rule.
    case unknownRoot(index: Int, name: DirectoryName)
    /// The chain breaks off at the leaf, whose issuer is neither in the chain nor a root, and the leaf says where to fetch
    /// it or is of a public authority: the server does not send its intermediate certificate.
    case intermediateMissing(issuer: DirectoryName, addresses: [String])
    /// The chain breaks off at the given place: the issuer is neither in the chain nor a root.
    case unknownIssuer(index: Int, issuer: DirectoryName, addresses: [String])
    /// The certificate at the given place bears its issuer's name, but not a signature by the issuer's key.
    case badSignature(index: Int)
    /// The certificate at the given place has a key or a signature of a kind that cannot be verified here.
    case unverifiable(index: Int, reason: String)
    /// The chain leads to a root but breaks RFC 5280's rules: basic constraints, name constraints, version, a critical
    /// extension nobody knows. The reasons are X509's words. Untrusted.
    case breaksRules(reasons: [String])

    /// Whether clients will trust the chain.
    public var isTrusted: Bool {
        if case .trusted = self { true } else { false }
    }
}

extension CertificateChain {
    /// So many certificates of a chain are looked at: all of any honest one, and few enough that a hostile one, in which
    /// everybody signed everybody, is soon done with.
    public static let trustLimit = 16

    /// Whether the chain leads to one of the roots.
    public func trust(in roots: TrustRoots) async -> TrustJudgement {
        if roots.isEmpty { return .noRoots }
        let paths = ChainPaths(self)
        // A client takes the first certificate for the server's own, wherever another might fit better.
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
            ExtensionsJudgedElsewhere()
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

    /// Where and why the chain does not lead to a root. Asked only when no path with valid signatures was found.
    private func breakage(_ decoded: [Int: Certificate], _ roots: TrustRoots) -> TrustJudgement {
        var index = 0
        var seen: Set<Int> = [0]
        while true {
            let certificate = certificates[index]
            let unknown = certificate.criticalExtensions.filter { !ExtensionsJudgedElsewhere.known.contains($0) }
            if !unknown.isEmpty {
                return .breaksRules(reasons: unknown.map { "the critical extension \($0) is not known" })
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
            if !named.isEmpty || roots.hold(subject: issuer) { return .badSignature(index: index) }
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
    /// Whether its policies are those of the CA/Browser Forum (2.23.140.1.2), which only public authorities use; their
    /// certificates never hang below a root directly.
    var isOfPublicAuthority: Bool { policies.contains { $0.hasPrefix("2.23.140.1.2.") } }
}

/// The critical extensions that RFC5280Policy leaves to others, so that a certificate with an empty subject, whose
/// subjectAltName has to be critical (RFC 5280 §4.1.2.6), is not refused for it. Names and purposes are judged apart.
private struct ExtensionsJudgedElsewhere: VerifierPolicy {
    /// subjectAltName, extKeyUsage, certificatePolicies, policyConstraints, inhibitAnyPolicy: OpenSSL handles them all.
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
        [2, 5, 29, 17], [2, 5, 29, 37], [2, 5, 29, 32], [2, 5, 29, 36], [2, 5, 29, 54],
    ]

    /// These and the ones of RFC5280Policy.
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
