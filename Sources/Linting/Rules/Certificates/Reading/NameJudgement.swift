import Certificates
import Federation
import TLSIdentity

/// Whether a chain carries a name that peers verify, and how it fails: each failure is the business of one rule.
struct NameJudgement {
    let presented: PresentedChain
    let demand: PresentedChain.Demand
    /// By the rules of the specification; `nil` where the certificate serves.
    let mismatch: NameMismatch?
    /// Families of software that do not accept a certificate which serves by the specification, with their reasons.
    let refusals: [Refusal]
    /// Whether the route holds only if there is no well-known document, which was not collected.
    let isAssumed: Bool

    struct Refusal {
        let family: TLSClientFamily
        let mismatch: NameMismatch
    }

    enum Fault {
        /// The name is in the common name and nowhere else.
        case commonName
        /// An address without its iPAddress entry.
        case address
        /// A wildcard comes near and does not cover it.
        case wildcard(NearMiss)
        /// The target of the SRV record is named in its place.
        case target(String)
        case other
    }

    var name: CertificateName { demand.name }
    var destination: Destination { demand.destinations[0] }

    /// Why the certificate does not serve, or `nil` where it does.
    var fault: Fault? {
        guard let mismatch else { return nil }
        if case .ip = name { return .address }
        if case .noAlternativeNames(_, let would) = mismatch, would { return .commonName }
        if let near = mismatch.nearest, near.reason.isWildcard { return .wildcard(near) }
        return target.map(Fault.target) ?? .other
    }

    /// The SRV target that the certificate names.
    private var target: String? {
        demand.destinations.lazy.filter(\.isService).map { $0.host.trimmingFinalDot }.first { host in
            MatchingRules.specification.match(.dns(host), in: presented.leaf).isMatch
        }
    }
}

extension NearMiss.Reason {
    var isWildcard: Bool {
        switch self {
        case .wildcardTooShort, .partialWildcard, .wildcardNotForALabel, .wildcardNotApex, .wildcardOneLabel,
            .wildcardNotFirst:
            true
        default: false
        }
    }
}

extension DelegationContext {
    /// Every chain beside every name it has to carry.
    var nameJudgements: [NameJudgement] {
        shared.nameJudgements { judgeNames() }
    }

    private func judgeNames() -> [NameJudgement] {
        presented.flatMap { presented in
            presented.demands.map { demand in
                let mismatch = MatchingRules.specification.match(demand.name, in: presented.leaf).mismatch
                let refusals = families(verifying: demand.name).compactMap { family -> NameJudgement.Refusal? in
                    guard let mismatch = family.rules?.match(demand.name, in: presented.leaf).mismatch else {
                        return nil
                    }
                    return NameJudgement.Refusal(family: family, mismatch: mismatch)
                }
                return NameJudgement(
                    presented: presented, demand: demand, mismatch: mismatch,
                    refusals: mismatch == nil ? refusals : [], isAssumed: routesWithoutWellKnown != nil)
            }
        }
    }
}
