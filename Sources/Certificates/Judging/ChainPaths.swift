import TLSIdentity

/// How the names and key identifiers connect the certificates of a chain. This does not verify signatures.
struct ChainPaths {
    /// The positions from the leaf to its last issuer in the chain.
    let path: [Int]
    /// The positions on any path from the leaf.
    let reachable: Set<Int>
    /// The positions of duplicate certificates, with the position of the first.
    let duplicates: [Int: Int]
    /// The position of the server's certificate.
    let leaf: Int

    init(_ chain: CertificateChain) {
        let certificates = chain.certificates
        var first: [[UInt8]: Int] = [:]
        var duplicates: [Int: Int] = [:]
        var issuers = Issuers()
        for (index, certificate) in certificates.enumerated() {
            if let earlier = first[certificate.fingerprint] {
                duplicates[index] = earlier
                continue
            }
            first[certificate.fingerprint] = index
            issuers.add(certificate, at: index)
        }
        self.duplicates = duplicates
        leaf = Self.leaf(of: chain)

        var path = [leaf]
        var unused = issuers
        unused.take(leaf)
        while let last = path.last, let next = unused.takeFirst(of: certificates[last]) { path.append(next) }
        self.path = path

        var reachable: Set<Int> = [leaf]
        var open = [leaf]
        while let index = open.popLast() {
            for issuer in issuers.takeAll(of: certificates[index]) where reachable.insert(issuer).inserted {
                open.append(issuer)
            }
        }
        self.reachable = reachable
    }

    /// Certificates by the properties that ``PresentedCertificate/isIssued(by:)`` compares. Each is taken once, so that
    /// the time grows with the length of the chain and not with its square.
    private struct Issuers {
        private var lists: [Key: [Int]] = [:]
        /// The index in a list before which all are taken.
        private var starts: [Key: Int] = [:]
        private var taken: Set<Int> = []

        private enum Key: Hashable {
            case subject([UInt8])
            /// With the subject key identifier. `nil`: it has none, so it matches every authority key identifier.
            case identified([UInt8], [UInt8]?)
        }

        mutating func add(_ certificate: PresentedCertificate, at index: Int) {
            let subject = certificate.subject.der
            lists[.subject(subject), default: []].append(index)
            lists[.identified(subject, certificate.subjectKeyIdentifier), default: []].append(index)
        }

        mutating func take(_ index: Int) {
            taken.insert(index)
        }

        /// The keys of the possible issuers of a certificate.
        private func keys(of certificate: PresentedCertificate) -> [Key] {
            if certificate.isSelfIssued { return [] }
            let subject = certificate.issuer.der
            guard let identifier = certificate.authorityKeyIdentifier else { return [.subject(subject)] }
            return [.identified(subject, identifier), .identified(subject, nil)]
        }

        /// Takes the first issuer in the chain.
        mutating func takeFirst(of certificate: PresentedCertificate) -> Int? {
            let candidates = keys(of: certificate).compactMap { key -> Int? in
                guard let list = lists[key] else { return nil }
                var start = starts[key, default: 0]
                while start < list.count, taken.contains(list[start]) { start += 1 }
                starts[key] = start
                return start < list.count ? list[start] : nil
            }
            guard let first = candidates.min() else { return nil }
            taken.insert(first)
            return first
        }

        /// Takes all issuers, in the order of the chain.
        mutating func takeAll(of certificate: PresentedCertificate) -> [Int] {
            keys(of: certificate).flatMap { lists.removeValue(forKey: $0) ?? [] }
                .filter { taken.insert($0).inserted }.sorted()
        }
    }

    /// The first certificate, unless it is that of an authority and one of a server comes later.
    static func leaf(of chain: CertificateChain) -> Int {
        guard chain.leaf.isAuthority else { return 0 }
        return chain.certificates.firstIndex { !$0.isAuthority } ?? 0
    }
}

extension CertificateChain {
    /// The position of the server's certificate: the first, unless the chain begins with an issuer.
    public var serverIndex: Int { ChainPaths.leaf(of: self) }

    /// The problems of the order in which the chain is sent.
    public func orderIssues() -> [OrderIssue] {
        let paths = ChainPaths(self)
        var issues: [OrderIssue] = []
        if paths.leaf != 0 { issues.append(.leafNotFirst(leafIndex: paths.leaf)) }
        if paths.path != paths.path.sorted() { issues.append(.misordered(expected: paths.path)) }
        for index in certificates.indices {
            if let first = paths.duplicates[index] {
                issues.append(.duplicate(index: index, first: first))
            } else if !paths.reachable.contains(index) {
                issues.append(.superfluous(index: index))
            } else if index != paths.leaf, certificates[index].isSelfIssued {
                issues.append(.rootIncluded(index: index))
            }
        }
        return issues
    }

    /// The certificates that are not valid at a time, without superfluous ones and roots, which clients do not need.
    public func dateIssues(at time: Timestamp) -> [DateIssue] {
        let day: Int64 = 86_400
        return neededPath().compactMap { index in
            let certificate = certificates[index]
            let lifetime = certificate.notBefore.seconds(until: certificate.notAfter)
            if lifetime < 0 { return .neverValid(index: index) }
            if time < certificate.notBefore { return .notYetValid(index: index, from: certificate.notBefore) }
            if time > certificate.notAfter { return .expired(index: index, since: certificate.notAfter) }
            let left = time.seconds(until: certificate.notAfter)
            guard left < 14 * day, left < lifetime / 3 else { return nil }
            return .expiresSoon(index: index, at: certificate.notAfter, secondsLeft: left)
        }
    }

    /// The certificates that are used for a purpose that they were not issued for.
    public func usageIssues() -> [UsageIssue] {
        var issues: [UsageIssue] = []
        let path = neededPath(withRoots: true)
        for (depth, index) in path.enumerated() {
            let certificate = certificates[index]
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
        neededPath(withRoots: true).flatMap { index -> [StrengthIssue] in
            let certificate = certificates[index]
            var issues: [StrengthIssue] = []
            if certificate.publicKey.isWeak { issues.append(.weakKey(index: index, certificate.publicKey)) }
            if certificate.signature.hash.isWeak, !certificate.isSelfIssued {
                issues.append(.weakSignature(index: index, certificate.signature))
            }
            return issues
        }
    }

    /// The path from the leaf, without a root at its end unless requested or the leaf is one.
    private func neededPath(withRoots: Bool = false) -> [Int] {
        let path = ChainPaths(self).path
        if withRoots || path.count == 1 { return path }
        return path.filter { !certificates[$0].isSelfIssued }
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
