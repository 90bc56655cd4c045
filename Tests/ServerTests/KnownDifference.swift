import DNS
import TestSupport

/// Answers of servers that differ from ours, and why ours are not wrong.
///
/// Observed with BIND 9.18.49, Knot DNS 3.2.6 and NSD 4.6.1.
enum KnownDifference: String, CaseIterable {
    /// For a loop of aliases, BIND answers SERVFAIL, with the chain in the answer. RFC 1034 §4.3.2 does not mention loops.
    /// Knot and NSD send the chain and NOERROR.
    case bindFailsOnLoop
    /// For a chain of more than eleven aliases, BIND answers SERVFAIL.
    case bindFailsOnLongChain
    /// Knot treats an NS RRset at a wildcard as a delegation. NSD treats it as data, and BIND refuses the zone.
    /// RFC 4592 §4.2 leaves it undefined.
    case knotDelegatesByWildcard
    /// Knot synthesises a DNAME record from one at a wildcard. BIND and NSD rename only names below the `*` itself.
    /// RFC 4592 §4.4 leaves it undefined.
    case knotRenamesByWildcard

    /// Whether the server loads the zone.
    static func loads(_ zone: GeneratedZone, _ product: NameServer.Product) -> Bool {
        switch product {
        // "invalid NS owner name (wildcard)"
        case .bind: !zone.oddities.contains(.wildcardNS)
        // "child record exists under DNAME"
        case .knot: !zone.oddities.contains(.namesBelowDNAME)
        // "DNAME … has data below it"; NSD 4.6 reads the dot in `a\\.b` as an escaped one.
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
