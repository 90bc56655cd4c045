/// Whether a certificate carries a name, under the rules of one family of clients.
public enum NameMatch: Hashable, Sendable {
    /// The entry that carries the name.
    case matches(AlternativeName)
    /// No entry, but the common name, which this family still looks at.
    case matchesCommonName(String)
    /// Why not.
    case fails(NameMismatch)

    /// Whether the certificate carries the name.
    public var isMatch: Bool {
        if case .fails = self { false } else { true }
    }

    /// Why not, if so.
    public var mismatch: NameMismatch? {
        if case .fails(let mismatch) = self { mismatch } else { nil }
    }
}

/// Why a certificate does not carry a name. The names in it are untrusted text.
public enum NameMismatch: Hashable, Sendable {
    /// The certificate has neither dNSName nor iPAddress entries. `commonNameWouldMatch` tells the certificate of old
    /// days, which named its host in the common name alone.
    case noAlternativeNames(commonName: String?, commonNameWouldMatch: Bool)
    /// One entry makes this family refuse the certificate, whatever name is wanted.
    case certificateRefused(AlternativeName, MatchingRules.Oddity)
    /// The wanted name cannot be compared: it is empty or no IP address.
    case unusableName
    /// No entry is the name; the nearest one, and what is missing from it. `nil` where nothing comes near.
    case noEntryMatches(nearest: NearMiss?)

    /// The entry that comes nearest, if one does.
    public var nearest: NearMiss? {
        if case .noEntryMatches(let nearest) = self { nearest } else { nil }
    }
}

/// An entry that comes near the wanted name without carrying it.
public struct NearMiss: Hashable, Sendable {
    /// What is missing, nearest first.
    public enum Reason: Int, Hashable, Comparable, Sendable {
        /// The wanted name ends in a dot, which this family compares.
        case dotAtEndOfWanted
        /// The entry ends in a dot, which host names in certificates do not have.
        case dotAtEndOfEntry
        /// The address stands in a dNSName, which is not where addresses are looked for.
        case addressAsDNSName
        /// The name in Unicode; certificates hold `xn--…`.
        case unicode
        /// `*.test` for `a.test`.
        case wildcardTooShort
        /// `f*.example.com` for `foo.example.com`.
        case partialWildcard
        /// `*.example.com` for a first label `xn--…`, which this family does not let it cover.
        case wildcardNotForALabel
        /// `*.example.com` for `example.com`.
        case wildcardNotApex
        /// `*.example.com` for `a.b.example.com`.
        case wildcardOneLabel
        /// `a.*.example.com`: `*` counts as the first label only.
        case wildcardNotFirst
        /// The entry is a subdomain of the wanted name.
        case subdomain
        /// The wanted name is a subdomain of the entry.
        case parentDomain
        /// Both are below the same domain of at least two labels.
        case sameDomain

        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    public let entry: AlternativeName
    public let reason: Reason

    /// What is missing, in a sentence that names the entry. Untrusted text.
    public func text(for wanted: CertificateName) -> String {
        let name = entry.text
        return switch reason {
        case .dotAtEndOfWanted: "the certificate has \(name), without the dot at the end that is compared here"
        case .dotAtEndOfEntry:
            "the certificate has \(name), with a dot at its end that names in certificates do not have"
        case .addressAsDNSName:
            "the certificate has \(name) as a dNSName, but addresses are compared with iPAddress entries only"
        case .unicode: "the certificate has \(name) in Unicode, but names in certificates are compared as xn--… labels"
        case .wildcardTooShort: "the wildcard \(name) stands right below a top-level domain, which is not accepted here"
        case .partialWildcard: "in \(name) the * is only part of a label; it counts only as a whole label"
        case .wildcardNotForALabel: "the wildcard \(name) is not taken here for a label that begins with xn--"
        case .wildcardNotApex:
            "the wildcard \(name) covers names below \(name.dropFirst(2)), not \(name.dropFirst(2)) itself"
        case .wildcardOneLabel:
            "the wildcard \(name) covers one label only, and \(wanted.text) has more before the domain"
        case .wildcardNotFirst: "in \(name) the * is not the first label, so it covers nothing"
        case .subdomain: "the certificate has \(name), which is below \(wanted.text)"
        case .parentDomain: "the certificate has \(name), which does not cover names below it"
        case .sameDomain: "the certificate has \(name)"
        }
    }
}
