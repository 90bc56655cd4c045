import DNS
import TestSupport

/// Where a server answers otherwise than we say, and why that is no mistake of ours.
///
/// Seen with BIND 9.18.49, Knot DNS 3.2.6 and NSD 4.6.1.
enum KnownDifference: String, CaseIterable {
    /// BIND answers SERVFAIL to a name that is an alias of itself, or of names that lead back to it, with the chain in
    /// the answer all the same. RFC 1034 §4.3.2 says nothing of loops; Knot and NSD send the chain and NOERROR.
    case bindFailsOnLoop
    /// BIND gives up, with SERVFAIL, on a chain of more than eleven aliases.
    case bindFailsOnLongChain
    /// Knot refers to the servers of an NS set at a wildcard, where NSD takes the set for data and BIND refuses the
    /// zone. RFC 4592 §4.2 leaves it undefined.
    case knotDelegatesByWildcard
    /// Knot makes a DNAME of the name asked for from one at a wildcard, where BIND and NSD rename only what is below
    /// the `*` itself. RFC 4592 §4.4 leaves it undefined.
    case knotRenamesByWildcard

    /// Whether the server loads the zone at all.
    static func loads(_ zone: GeneratedZone, _ product: NameServer.Product) -> Bool {
        switch product {
        // "invalid NS owner name (wildcard)"
        case .bind: !zone.oddities.contains(.wildcardNS)
        // "child record exists under DNAME"
        case .knot: !zone.oddities.contains(.namesBelowDNAME)
        // "DNAME … has data below it"; NSD 4.6 takes the dot in `a\\.b` for an escaped one.
        case .nsd: zone.oddities.isDisjoint(with: [.namesBelowDNAME, .backslashBeforeDot])
        }
    }

    static func explaining(
        _ answer: ExpectedAnswer,
        _ response: DNSResponse,
        _ product: NameServer.Product
    ) -> KnownDifference? {
        switch product {
        case .bind where response.code == 2 && Set(response.answer).isSubset(of: answer.answer):
            answer.isLoop ? .bindFailsOnLoop : answer.steps > 11 ? .bindFailsOnLongChain : nil
        case .knot where answer.usesWildcardDNAME: .knotRenamesByWildcard
        case .knot where answer.usesWildcardNS && !response.isAuthoritative: .knotDelegatesByWildcard
        case .knot where answer.usesWildcardNS && response.authority.contains { $0.type == .ns }:
            .knotDelegatesByWildcard
        default: nil
        }
    }
}
