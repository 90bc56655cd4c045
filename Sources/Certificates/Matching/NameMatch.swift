import TLSIdentity

/// Whether a certificate is valid for a name by the rules of one family of clients.
public enum NameMatch: Hashable, Sendable {
    /// The entry that matches the name.
    case matches(AlternativeName)
    /// No entry matches, but the common name does, which this family still uses.
    case matchesCommonName(String)
    /// No entry matches; why not.
    case fails(NameMismatch)

    /// Whether the certificate is valid for the name.
    public var isMatch: Bool {
        if case .fails = self { false } else { true }
    }

    /// Why the certificate is not valid for the name; `nil` if it is.
    public var mismatch: NameMismatch? {
        if case .fails(let mismatch) = self { mismatch } else { nil }
    }
}

/// Why a certificate is not valid for a name. The names in it are untrusted text.
public enum NameMismatch: Hashable, Sendable {
    /// The certificate has neither dNSName nor iPAddress entries. `commonNameWouldMatch` is set for an old kind of
    /// certificate, which names its host in the common name only.
    case noAlternativeNames(commonName: String?, commonNameWouldMatch: Bool)
    /// One entry makes this family refuse the certificate, whatever name is required.
    case certificateRefused(AlternativeName, MatchingRules.Oddity)
    /// The required name is empty.
    case unusableName
    /// No entry matches. `nearest` is the most similar entry; `nil` if none is similar.
    case noEntryMatches(nearest: NearMiss?)

    /// The most similar entry, if there is one.
    public var nearest: NearMiss? {
        if case .noEntryMatches(let nearest) = self { nearest } else { nil }
    }
}

/// An entry that is similar to the required name without matching it.
public struct NearMiss: Hashable, Sendable {
    /// Why the entry does not match, the most similar first.
    public enum Reason: Int, Hashable, Comparable, Sendable {
        /// The required name ends in a dot, which this family compares.
        case dotAtEndOfWanted
        /// The entry ends in a dot, which host names in certificates do not have.
        case dotAtEndOfEntry
        /// The address is in a dNSName entry, which clients do not compare with addresses.
        case addressAsDNSName
        /// The name is in Unicode; certificates have `xn--…`.
        case unicode
        /// `*.test` for `a.test`.
        case wildcardTooShort
        /// `f*.example.com` for `foo.example.com`.
        case partialWildcard
        /// `*.example.com` for a first label `xn--…`, which a wildcard of this family does not match.
        case wildcardNotForALabel
        /// `*.example.com` for `example.com`.
        case wildcardNotApex
        /// `*.example.com` for `a.b.example.com`.
        case wildcardOneLabel
        /// `a.*.example.com`: `*` is a wildcard only as the first label.
        case wildcardNotFirst
        /// One letter differs, as by a typing mistake.
        case oneLetter
        /// One label differs: `matrix.example.org` for `matrix.example.com`.
        case oneLabel
        /// The entry is a subdomain of the required name.
        case subdomain
        /// The required name is a subdomain of the entry.
        case parentDomain
        /// Both are below the same domain of at least two labels.
        case sameDomain

        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    public let entry: AlternativeName
    public let reason: Reason

    /// Why the entry does not match, as a clause that names the entry. Untrusted text.
    public func text(for wanted: CertificateName) -> String {
        let name = entry.text
        return switch reason {
        case .dotAtEndOfWanted: "the certificate has \(name), without the final dot of the required name"
        case .dotAtEndOfEntry:
            "the certificate has \(name), and names in certificates have no final dot"
        case .addressAsDNSName:
            "the certificate has \(name) as a dNSName, but clients compare addresses with iPAddress entries only"
        case .unicode: "the certificate has \(name) in Unicode, but clients compare xn--… labels"
        case .wildcardTooShort: "the wildcard \(name) is directly below a top-level domain, which is not accepted"
        case .partialWildcard: "in \(name) the * is only part of a label, and a wildcard must be a whole label"
        case .wildcardNotForALabel: "the wildcard \(name) does not match a label that begins with xn--"
        case .wildcardNotApex:
            "the wildcard \(name) matches names below \(name.dropFirst(2)), not \(name.dropFirst(2)) itself"
        case .wildcardOneLabel:
            "the wildcard \(name) matches one label only, and \(wanted.value) has more labels before the domain"
        case .wildcardNotFirst: "in \(name) the * is not the first label, so it matches nothing"
        case .oneLetter: "the certificate has \(name), which differs from \(wanted.value) in one letter"
        case .oneLabel: "the certificate has \(name), which differs from \(wanted.value) in one label"
        case .subdomain: "the certificate has \(name), which is below \(wanted.value)"
        case .parentDomain: "the certificate has \(name), which is not valid for names below it"
        case .sameDomain: "the certificate has \(name)"
        }
    }
}
