import TLSIdentity

/// The certificates of a chain that a client verifies: those on the best trusted path or, without one, those that the
/// names connect to the server's certificate.
public struct CertificatePath: Hashable, Sendable {
    private let chain: CertificateChain
    /// The positions in the chain, the server's certificate first.
    public let indices: [Int]
    /// The root of a trusted path, which clients have.
    public let root: PresentedCertificate?
    /// Whether valid signatures connect it to a trusted root.
    public let isTrusted: Bool

    init(_ chain: CertificateChain, trust: TrustJudgement?, at time: Timestamp?) {
        self.chain = chain
        if case .trusted(let paths) = trust, chain.serverIndex == 0,
            let best = paths.min(by: { Self.cost($0, chain, time) < Self.cost($1, chain, time) })
        {
            indices = best.indices
            root = best.root
            isTrusted = true
            return
        }
        // Clients do not need a root in the chain, unless it is the server's certificate.
        indices = ChainPaths(chain, at: time).path
        root = nil
        isTrusted = false
    }

    private init(_ path: TrustedPath, of chain: CertificateChain) {
        self.chain = chain
        indices = path.indices
        root = path.root
        isTrusted = true
    }

    /// How bad a path is. Clients that find several use one without problems, if there is one.
    private static func cost(
        _ path: TrustedPath, _ chain: CertificateChain, _ time: Timestamp?
    ) -> (Int, Int, Int, Int) {
        let path = CertificatePath(path, of: chain)
        let dates = time.map(path.dateIssues) ?? []
        let invalid = dates.count { $0.isInvalid }
        return (
            invalid, path.usageIssues().count + path.strengthIssues().count, dates.count - invalid, path.indices.count
        )
    }

    /// The members of the chain that clients need, without a root at the end unless it is the server's certificate.
    private var needed: [Int] {
        isTrusted || indices.count == 1 ? indices : indices.filter { !chain.certificates[$0].isSelfIssued }
    }

    // MARK: - Problems

    /// The certificates that are not valid at a time, or not for long.
    public func dateIssues(at time: Timestamp) -> [DateIssue] {
        var issues = needed.compactMap { index in DateIssue(chain.certificates[index], index, at: time) }
        if let root, let last = indices.last {
            if time > root.notAfter {
                issues.append(.rootExpired(index: last, name: root.subject, since: root.notAfter))
            } else if time < root.notBefore {
                issues.append(.rootNotYetValid(index: last, name: root.subject, from: root.notBefore))
            }
        }
        return issues
    }

    /// The certificates that are used for a purpose that they were not issued for.
    public func usageIssues() -> [UsageIssue] {
        var issues: [UsageIssue] = []
        for (depth, index) in indices.enumerated() {
            let certificate = chain.certificates[index]
            issues += certificate.malformedExtensions.map { .malformedExtension(index: index, identifier: $0) }
            if depth == 0 {
                issues += leafUsageIssues(certificate)
                continue
            }
            if !certificate.isAuthority {
                issues.append(.issuerIsNoAuthority(index: index))
            } else if let usage = certificate.keyUsage, !usage.contains(.certificateSigning) {
                issues.append(.issuerMayNotSign(index: index))
            }
            if !certificate.allowsServerAuthentication {
                issues.append(
                    .issuerLacksServerAuthentication(index: index, purposes: certificate.extendedKeyUsage ?? []))
            }
            if let allowed = certificate.basicConstraints?.pathLength, depth - 1 > allowed {
                issues.append(.pathTooLong(index: index, allowed: allowed))
            }
        }
        return issues
    }

    private func leafUsageIssues(_ leaf: PresentedCertificate) -> [UsageIssue] {
        var issues: [UsageIssue] = []
        if !leaf.allowsServerAuthentication {
            issues.append(.lacksServerAuthentication(purposes: leaf.extendedKeyUsage ?? []))
        }
        if leaf.isAuthority { issues.append(.authorityAsLeaf(isSelfIssued: leaf.isSelfIssued)) }
        if let usage = leaf.keyUsage, !usage.contains(.digitalSignature) {
            issues.append(.lacksDigitalSignature(usages: usage))
        }
        return issues
    }

    /// The keys and signatures that current clients refuse or will soon. Signatures of roots and self-signed leaves are
    /// ignored, as they prove nothing.
    public func strengthIssues() -> [StrengthIssue] {
        indices.flatMap { index -> [StrengthIssue] in
            let certificate = chain.certificates[index]
            var issues: [StrengthIssue] = []
            if certificate.publicKey.isWeak { issues.append(.weakKey(index: index, certificate.publicKey)) }
            if certificate.signature.hash.isWeak, !certificate.isSelfIssued {
                issues.append(.weakSignature(index: index, certificate.signature))
            }
            return issues
        }
    }

    /// The problems of the order in which the chain is sent.
    ///
    /// - Parameter time: The time at which an unnecessary certificate is reported as expired.
    public func orderIssues(at time: Timestamp?) -> [OrderIssue] {
        let paths = ChainPaths(chain, at: time)
        let server = chain.serverIndex
        var issues: [OrderIssue] = []
        if server != 0 { issues.append(.leafNotFirst(leafIndex: server)) }
        if indices != indices.sorted() { issues.append(.misordered(expected: indices)) }
        for index in chain.certificates.indices {
            let certificate = chain.certificates[index]
            if let first = paths.duplicates[index] {
                issues.append(.duplicate(index: index, first: first))
            } else if !paths.reachable.contains(index) {
                issues.append(.superfluous(index: index))
            } else if index != server, certificate.isSelfIssued {
                issues.append(.rootIncluded(index: index))
            } else if isTrusted, !indices.contains(index), let time, time > certificate.notAfter {
                issues.append(.unneededExpired(index: index, since: certificate.notAfter))
            }
        }
        return issues
    }
}

extension CertificateChain {
    /// The path that clients use at a time.
    ///
    /// - Parameters:
    ///   - trust: The result of ``trust(in:)``. Without it, the names alone decide.
    ///   - time: Expired certificates are avoided at this time, if possible.
    public func path(trust: TrustJudgement? = nil, at time: Timestamp? = nil) -> CertificatePath {
        CertificatePath(self, trust: trust, at: time)
    }
}

extension DateIssue {
    /// The problem of a certificate's validity period, or `nil` if there is none.
    init?(_ certificate: PresentedCertificate, _ index: Int, at time: Timestamp) {
        let day: Int64 = 86_400
        let lifetime = certificate.notBefore.seconds(until: certificate.notAfter)
        let left = time.seconds(until: certificate.notAfter)
        if lifetime < 0 {
            self = .neverValid(index: index)
        } else if time < certificate.notBefore {
            self = .notYetValid(index: index, from: certificate.notBefore)
        } else if time > certificate.notAfter {
            self = .expired(index: index, since: certificate.notAfter)
        } else if left < 14 * day, left < lifetime / 3 {
            self = .expiresSoon(index: index, at: certificate.notAfter, secondsLeft: left)
        } else {
            return nil
        }
    }
}

extension PublicKeyKind {
    /// Whether it has less than 2048 bits of RSA or 256 of an elliptic curve, or is DSA, which TLS 1.3 does not
    /// support.
    var isWeak: Bool {
        switch self {
        case .rsa(let bits): bits < 2048
        case .ellipticCurve(_, let bits): bits < 256
        case .dsa: true
        case .ed25519, .ed448, .other: false
        }
    }
}

extension SignatureKind.Hash {
    /// Whether collisions of the hash are feasible.
    var isWeak: Bool { self == .md2 || self == .md5 || self == .sha1 }
}
