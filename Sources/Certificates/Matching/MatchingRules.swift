/// How a family of TLS clients compares the name it wants with the names in a certificate.
///
/// All of them compare without regard to case, let `*` stand for exactly one label, and compare IP addresses with
/// iPAddress entries only. The properties are where they part; each was seen by running the implementation (see
/// `MatchingRulesTests`), save where a comment says otherwise.
public struct MatchingRules: Hashable, Sendable {
    /// Which clients these rules are of.
    public enum Family: String, CaseIterable, Hashable, Sendable {
        /// RFC 9525 (which replaces RFC 6125): what the Matrix specification's "valid certificate for" comes down to.
        case specification
        /// Python's service_identity: Synapse, Sydent.
        case serviceIdentity
        /// Go's crypto/x509: Dendrite, mautrix-go, matrix-media-repo, matrix-federation-tester.
        case go
        /// Rust's webpki: continuwuity, tuwunel, conduwuit, Conduit, federation-tester-rs.
        case rustls
        /// Node's `tls.checkServerIdentity`: matrix-appservice-bridge.
        case node
    }

    /// Something in an entry that a family does not let pass.
    public enum Oddity: Hashable, Sendable {
        /// `*.test`: a wildcard right below a top-level domain.
        case shortWildcard
        /// `a.*.test`, `**.example.com`, `*.example.com.`: a wildcard somewhere else, two, or one beside an empty label.
        case misplacedWildcard
        case addressAsDNSName
        case emptyName
        case nameWithNUL
        case nameBeyondASCII
        case addressLength
        /// An iPAddress that holds an IPv4 address in IPv6 form.
        case mappedAddress
        /// A URI entry without a scheme, with `*`, or with a second colon, such as a port.
        case unusualURI
    }

    /// What a dot at the end of a name does.
    public enum TrailingDot: Hashable, Sendable {
        /// It is taken off before names are compared.
        case ignored
        /// It is compared as it stands: it has to be in both names or in neither.
        case compared
        /// The name matches nothing.
        case refused
    }

    public let family: Family
    /// The dot at the end of the wanted name.
    public let trailingDot: TrailingDot
    /// The dot at the end of an entry.
    public let trailingDotInEntry: TrailingDot
    /// The labels a wildcard entry must have, itself included: 3 leaves out `*.test`.
    public let wildcardLabels: Int
    /// Whether `*` stands for a label that begins with `xn--`.
    public let wildcardCoversALabels: Bool
    /// Whether `f*.example.com` covers `foo.example.com`.
    public let allowsPartialWildcards: Bool
    /// Whether the common name counts where the certificate has no dNSName.
    public let readsCommonName: Bool
    /// Whether entries must be host names by RFC 1123 but for `_`: no `-` at either end of a label, no last label of
    /// digits only, labels of at most 63 bytes and names of at most 253.
    public let wantsHostNames: Bool
    /// Whether blanks round an entry are taken off.
    public let trimsBlanks: Bool
    /// The oddities for which the certificate is refused for every name, however good its other entries are. Other odd
    /// entries match nothing.
    public let refusedFor: Set<Oddity>

    /// The rules of RFC 9525: the common name is not looked at (§2), a wildcard is the complete first label (§6.3).
    public static let specification = MatchingRules(
        family: .specification, trailingDot: .ignored, trailingDotInEntry: .refused, wildcardLabels: 2,
        wildcardCoversALabels: true,
        allowsPartialWildcards: false, readsCommonName: false, wantsHostNames: false, trimsBlanks: false, refusedFor: []
    )

    /// service_identity 26.1 on cryptography 50: one entry it cannot use is an error for the whole certificate.
    public static let serviceIdentity = MatchingRules(
        family: .serviceIdentity, trailingDot: .compared, trailingDotInEntry: .compared, wildcardLabels: 3,
        wildcardCoversALabels: false,
        allowsPartialWildcards: false, readsCommonName: false, wantsHostNames: false, trimsBlanks: true,
        refusedFor: [
            .shortWildcard, .misplacedWildcard, .addressAsDNSName, .emptyName, .nameWithNUL,
            .addressLength, .unusualURI,
        ])

    /// Go 1.27.
    public static let go = MatchingRules(
        family: .go, trailingDot: .ignored, trailingDotInEntry: .compared, wildcardLabels: 2,
        wildcardCoversALabels: true,
        allowsPartialWildcards: false, readsCommonName: false, wantsHostNames: false, trimsBlanks: false,
        refusedFor: [.nameBeyondASCII, .addressLength, .mappedAddress])

    /// webpki 0.22, of which rustls-webpki has kept the comparison; the latter passes over entries it cannot read.
    public static let rustls = MatchingRules(
        family: .rustls, trailingDot: .ignored, trailingDotInEntry: .refused, wildcardLabels: 3,
        wildcardCoversALabels: true,
        allowsPartialWildcards: false, readsCommonName: false, wantsHostNames: true, trimsBlanks: false, refusedFor: [])

    /// Node 20.
    public static let node = MatchingRules(
        family: .node, trailingDot: .ignored, trailingDotInEntry: .ignored, wildcardLabels: 3,
        wildcardCoversALabels: true,
        allowsPartialWildcards: true, readsCommonName: true, wantsHostNames: false, trimsBlanks: false, refusedFor: [])

    /// The rules of a family.
    public static func rules(of family: Family) -> MatchingRules {
        switch family {
        case .specification: specification
        case .serviceIdentity: serviceIdentity
        case .go: go
        case .rustls: rustls
        case .node: node
        }
    }
}
