import TLSIdentity

/// How a family of TLS clients compares the name it requires with the names in a certificate.
///
/// All of them ignore case, let `*` match exactly one label, and compare IP addresses with iPAddress entries only. The
/// properties are the differences. Each was measured by running the implementation (see `MatchingRulesTests`), unless a
/// comment says otherwise.
public struct MatchingRules: Hashable, Sendable {
    /// A peculiarity of an entry that a family may reject.
    public enum Oddity: Hashable, Sendable {
        /// `*.test`: a wildcard right below a top-level domain.
        case shortWildcard
        /// `a.*.test`, `**.example.com`, `*.example.com.`: a wildcard that is not the first label, two
        /// wildcards, or a wildcard and an empty label.
        case misplacedWildcard
        case addressAsDNSName
        case emptyName
        case nameWithNUL
        case nameBeyondASCII
        case addressLength
        /// An iPAddress with an IPv4 address in IPv6 form.
        case mappedAddress
        /// A URI entry without a scheme, with `*`, or with a second colon, such as a port.
        case unusualURI
    }

    /// The meaning of a final dot.
    public enum TrailingDot: Hashable, Sendable {
        /// It is removed before names are compared.
        case ignored
        /// It is compared: both names must have it, or neither.
        case compared
        /// The name matches nothing.
        case refused
    }

    public let family: TLSClientFamily
    /// A final dot of the required name.
    public let trailingDot: TrailingDot
    /// A final dot of an entry.
    public let trailingDotInEntry: TrailingDot
    /// The number of labels that a wildcard entry must have, `*` included: 3 excludes `*.test`.
    public let wildcardLabels: Int
    /// Whether `*` matches a label that begins with `xn--`.
    public let wildcardCoversALabels: Bool
    /// Whether `f*.example.com` matches `foo.example.com`.
    public let allowsPartialWildcards: Bool
    /// Whether the common name counts where the certificate has no dNSName.
    public let readsCommonName: Bool
    /// Whether entries must be host names by RFC 1123, with `_` allowed: no `-` at either end of a label, no last label
    /// of digits only, labels of at most 63 bytes and names of at most 253.
    public let requiresHostNames: Bool
    /// Whether white space around an entry is removed.
    public let trimsSpaces: Bool
    /// The oddities for which the certificate is refused for every name, whatever its other entries are. Entries with
    /// other oddities match nothing.
    public let refusedFor: Set<Oddity>

    /// The rules of RFC 9525: the common name is ignored (§2), a wildcard is the complete first label (§6.3).
    public static let specification = MatchingRules(
        family: .specification, trailingDot: .ignored, trailingDotInEntry: .refused, wildcardLabels: 2,
        wildcardCoversALabels: true,
        allowsPartialWildcards: false, readsCommonName: false, requiresHostNames: false, trimsSpaces: false,
        refusedFor: []
    )

    /// service_identity 26.1 on cryptography 50: one entry that it cannot use makes the whole certificate invalid.
    public static let serviceIdentity = MatchingRules(
        family: .serviceIdentity, trailingDot: .compared, trailingDotInEntry: .compared, wildcardLabels: 3,
        wildcardCoversALabels: false,
        allowsPartialWildcards: false, readsCommonName: false, requiresHostNames: false, trimsSpaces: true,
        refusedFor: [
            .shortWildcard, .misplacedWildcard, .addressAsDNSName, .emptyName, .nameWithNUL,
            .addressLength, .unusualURI,
        ])

    /// Go 1.27.
    public static let go = MatchingRules(
        family: .go, trailingDot: .ignored, trailingDotInEntry: .compared, wildcardLabels: 2,
        wildcardCoversALabels: true,
        allowsPartialWildcards: false, readsCommonName: false, requiresHostNames: false, trimsSpaces: false,
        refusedFor: [.nameBeyondASCII, .addressLength, .mappedAddress])

    /// webpki 0.22. rustls-webpki compares in the same way, and skips entries that it cannot read.
    public static let rustls = MatchingRules(
        family: .rustls, trailingDot: .ignored, trailingDotInEntry: .refused, wildcardLabels: 3,
        wildcardCoversALabels: true,
        allowsPartialWildcards: false, readsCommonName: false, requiresHostNames: true, trimsSpaces: false,
        refusedFor: [])

    /// Node 20.
    public static let node = MatchingRules(
        family: .node, trailingDot: .ignored, trailingDotInEntry: .ignored, wildcardLabels: 3,
        wildcardCoversALabels: true,
        allowsPartialWildcards: true, readsCommonName: true, requiresHostNames: false, trimsSpaces: false,
        refusedFor: [])
}

extension TLSClientFamily {
    /// How the family compares names; `nil` if nobody has measured it.
    public var rules: MatchingRules? {
        switch self {
        case .specification: .specification
        case .serviceIdentity: .serviceIdentity
        case .go: .go
        case .rustls: .rustls
        case .node: .node
        case .erlang: nil
        }
    }
}
