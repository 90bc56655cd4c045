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

    /// - Parameter time: Of several possible issuers, one that is valid at this time is preferred.
    init(_ chain: CertificateChain, at time: Timestamp? = nil) {
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
            let isValid = time.map { certificate.notBefore <= $0 && $0 <= certificate.notAfter } ?? true
            issuers.add(certificate, at: index, isValid)
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

        private struct Key: Hashable {
            let subject: [UInt8]
            let identifier: Identifier
            /// Whether its certificates are valid at the time of the check.
            var isValid: Bool
        }

        private enum Identifier: Hashable {
            case any
            /// The subject key identifier. `nil`: it has none, so it matches every authority key identifier.
            case key([UInt8]?)
        }

        mutating func add(_ certificate: PresentedCertificate, at index: Int, _ isValid: Bool) {
            let subject = certificate.subject.der
            for identifier in [Identifier.any, .key(certificate.subjectKeyIdentifier)] {
                lists[Key(subject: subject, identifier: identifier, isValid: isValid), default: []].append(index)
            }
        }

        mutating func take(_ index: Int) {
            taken.insert(index)
        }

        /// The keys of the possible issuers of a certificate.
        private func keys(of certificate: PresentedCertificate, isValid: Bool) -> [Key] {
            if certificate.isSelfIssued { return [] }
            let identifiers: [Identifier] =
                certificate.authorityKeyIdentifier.map { [.key($0), .key(nil)] } ?? [.any]
            return identifiers.map { Key(subject: certificate.issuer.der, identifier: $0, isValid: isValid) }
        }

        /// Takes the first valid issuer in the chain, otherwise the first.
        mutating func takeFirst(of certificate: PresentedCertificate) -> Int? {
            takeFirst(keys(of: certificate, isValid: true)) ?? takeFirst(keys(of: certificate, isValid: false))
        }

        private mutating func takeFirst(_ keys: [Key]) -> Int? {
            let candidates = keys.compactMap { key -> Int? in
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
            [true, false].flatMap { keys(of: certificate, isValid: $0) }
                .flatMap { lists.removeValue(forKey: $0) ?? [] }
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
}
