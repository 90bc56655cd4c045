/// What is to be said about a chain apart from names: dates, order, use, strength and trust, each on its own, so that an
/// expired certificate of an unknown issuer is two findings and not one.
public struct ChainJudgement: Hashable, Sendable {
    /// Expired, not yet valid or about to expire; empty where no time was given.
    public let dates: [DateIssue]
    public let order: [OrderIssue]
    public let usage: [UsageIssue]
    public let strength: [StrengthIssue]
    /// Whether the chain leads to a root; `nil` where trust was not asked about.
    public let trust: TrustJudgement?

    /// Judges a chain.
    ///
    /// - Parameters:
    ///   - time: The moment to judge dates at; without one they are left alone.
    ///   - roots: The roots to judge trust by; without them it is left alone.
    public static func judge(
        _ chain: CertificateChain, at time: CertificateTime?, roots: TrustRoots?
    ) async -> ChainJudgement {
        var trust: TrustJudgement?
        if let roots { trust = await chain.trust(in: roots) }
        return ChainJudgement(
            dates: time.map { chain.dateIssues(at: $0) } ?? [], order: chain.orderIssues(), usage: chain.usageIssues(),
            strength: chain.strengthIssues(), trust: trust)
    }
}

/// A certificate that is not valid at a given time, or not for long. `index` is its place in the chain, 0 for the leaf.
public enum DateIssue: Hashable, Sendable {
    case expired(index: Int, since: CertificateTime)
    case notYetValid(index: Int, from: CertificateTime)
    /// Less than 14 days and less than a third of its lifetime are left: renewal is overdue.
    case expiresSoon(index: Int, at: CertificateTime, secondsLeft: Int64)
    /// notAfter lies before notBefore: it was never valid.
    case neverValid(index: Int)

    /// The place of the certificate in the chain.
    public var index: Int {
        switch self {
        case .expired(let index, _), .notYetValid(let index, _), .expiresSoon(let index, _, _), .neverValid(let index):
            index
        }
    }
}

/// A chain that is not sent as RFC 8446 §4.4.2 wants it. Clients cope with all but `leafNotFirst`.
public enum OrderIssue: Hashable, Sendable {
    /// The first certificate issued others of the chain; the server's own is at the given place.
    case leafNotFirst(leafIndex: Int)
    /// The issuers do not follow each other: the places in the order they should have.
    case misordered(expected: [Int])
    /// The same certificate as the one at `first`.
    case duplicate(index: Int, first: Int)
    /// Part of no path from the leaf.
    case superfluous(index: Int)
    /// A root: clients have their own, so it only costs bytes.
    case rootIncluded(index: Int)
}

/// A certificate that is used for something else than it was issued for.
public enum UsageIssue: Hashable, Sendable {
    /// The leaf's extKeyUsage is there and has no serverAuth.
    case lacksServerAuthentication(purposes: [KeyPurpose])
    /// The leaf is a certificate authority's certificate: webpki refuses it as a server's.
    case authorityAsLeaf(isSelfIssued: Bool)
    /// The leaf's keyUsage does not allow the signature that TLS 1.3 needs.
    case lacksDigitalSignature(usages: KeyUsages)
    /// An issuer in the chain that is not a certificate authority's certificate.
    case issuerIsNoAuthority(index: Int)
    /// An issuer whose keyUsage does not allow signing certificates.
    case issuerMayNotSign(index: Int)
    /// An issuer whose extKeyUsage leaves serverAuth out, and with it the certificates below.
    case issuerLacksServerAuthentication(index: Int, purposes: [KeyPurpose])
    /// More intermediate certificates follow an issuer than its path length allows.
    case pathTooLong(index: Int, allowed: Int)
    /// An extension that does not decode, by its object identifier.
    case malformedExtension(index: Int, identifier: String)
}

/// A key or a signature that is too weak for today's clients.
public enum StrengthIssue: Hashable, Sendable {
    case weakKey(index: Int, PublicKeyKind)
    case weakSignature(index: Int, SignatureKind)
}
