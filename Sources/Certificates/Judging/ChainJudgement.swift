import TLSIdentity

/// The problems of a chain other than names: dates, order, usage, strength and trust, each independent of the others,
/// so that an expired certificate of an unknown issuer gives two findings. They concern the path that clients use:
/// a certificate that no client needs causes none, except for the order.
public struct ChainJudgement: Hashable, Sendable {
    /// Expired, not yet valid or about to expire; empty if no time was given.
    public let dates: [DateIssue]
    public let order: [OrderIssue]
    public let usage: [UsageIssue]
    public let strength: [StrengthIssue]
    /// Whether the chain ends at a root; `nil` if no roots were given.
    public let trust: TrustJudgement?

    /// Checks a chain.
    ///
    /// - Parameters:
    ///   - time: The time at which dates are checked; `nil` skips that check.
    ///   - roots: The trusted roots; `nil` skips the check of trust.
    public static func judge(
        _ chain: CertificateChain, at time: Timestamp?, roots: TrustRoots?
    ) async -> ChainJudgement {
        var trust: TrustJudgement?
        if let roots { trust = await chain.trust(in: roots) }
        let path = chain.path(trust: trust, at: time)
        return ChainJudgement(
            dates: time.map { path.dateIssues(at: $0) } ?? [], order: path.orderIssues(at: time),
            usage: path.usageIssues(), strength: path.strengthIssues(), trust: trust)
    }
}

/// A certificate that is not valid at a given time, or not for long. `index` is its position in the chain, 0 for the
/// leaf.
public enum DateIssue: Hashable, Sendable {
    case expired(index: Int, since: Timestamp)
    case notYetValid(index: Int, from: Timestamp)
    /// Less than 14 days and less than a third of its lifetime remain: renewal is overdue.
    case expiresSoon(index: Int, at: Timestamp, secondsLeft: Int64)
    /// notAfter is before notBefore: it was never valid.
    case neverValid(index: Int)
    /// The trusted root has expired, and no other leads to a valid path. `index` is that of the last certificate before
    /// it.
    case rootExpired(index: Int, name: DirectoryName, since: Timestamp)
    case rootNotYetValid(index: Int, name: DirectoryName, from: Timestamp)

    /// The position of the certificate in the chain.
    public var index: Int {
        switch self {
        case .expired(let index, _), .notYetValid(let index, _), .expiresSoon(let index, _, _), .neverValid(let index),
            .rootExpired(let index, _, _), .rootNotYetValid(let index, _, _):
            index
        }
    }

    /// Whether clients refuse the certificate at this time.
    public var isInvalid: Bool {
        if case .expiresSoon = self { false } else { true }
    }
}

/// A chain that is not in the order of RFC 8446 §4.4.2. Clients accept all of these except `leafNotFirst`.
public enum OrderIssue: Hashable, Sendable {
    /// The first certificate issued others of the chain; that of the server is at `leafIndex`.
    case leafNotFirst(leafIndex: Int)
    /// The issuers are not in order. `expected`: the positions in the right order.
    case misordered(expected: [Int])
    /// The same certificate as the one at `first`.
    case duplicate(index: Int, first: Int)
    /// It is not on any path from the leaf.
    case superfluous(index: Int)
    /// It is a root, which clients have already.
    case rootIncluded(index: Int)
    /// It has expired, but there is a trusted path without it.
    case unneededExpired(index: Int, since: Timestamp)
}

/// A certificate that is used for a purpose that it was not issued for.
public enum UsageIssue: Hashable, Sendable {
    /// The extKeyUsage of the leaf lacks serverAuth.
    case lacksServerAuthentication(purposes: [KeyPurpose])
    /// The leaf is the certificate of a certificate authority, which webpki refuses for a server.
    case authorityAsLeaf(isSelfIssued: Bool)
    /// The keyUsage of the leaf does not allow the signature that TLS 1.3 requires.
    case lacksDigitalSignature(usages: KeyUsages)
    /// An issuer in the chain is not the certificate of a certificate authority.
    case issuerIsNoAuthority(index: Int)
    /// The keyUsage of an issuer does not allow it to sign certificates.
    case issuerMayNotSign(index: Int)
    /// The extKeyUsage of an issuer lacks serverAuth, which also applies to the certificates that it issued.
    case issuerLacksServerAuthentication(index: Int, purposes: [KeyPurpose])
    /// There are more intermediate certificates below an issuer than its path length allows.
    case pathTooLong(index: Int, allowed: Int)
    /// An extension cannot be decoded; its object identifier.
    case malformedExtension(index: Int, identifier: String)
}

/// A key or a signature that is too weak for current clients.
public enum StrengthIssue: Hashable, Sendable {
    case weakKey(index: Int, PublicKeyKind)
    case weakSignature(index: Int, SignatureKind)
}
