import Certificates
import Federation
import TLSIdentity

/// Whether a chain is valid for a name that peers verify, and why not. Each fault is reported by one rule.
struct NameJudgement {
    let presented: PresentedChain
    let requiredName: PresentedChain.RequiredName
    /// The mismatch by the rules of the specification, or `nil` if the certificate is valid for the name.
    let mismatch: NameMismatch?
    /// Client families that refuse a certificate which is valid by the specification, with their reasons.
    let refusals: [Refusal]
    /// Whether the route assumes that there is no well-known document because none was collected.
    let isAssumed: Bool

    struct Refusal {
        let family: TLSClientFamily
        let mismatch: NameMismatch
    }

    enum Fault {
        /// The name is only in the common name.
        case commonName
        /// An IP address without an iPAddress entry.
        case address
        /// A similar wildcard does not cover the name.
        case wildcard(NearMiss)
        /// The certificate is valid for the SRV target instead.
        case target(String)
        case other
    }

    var name: CertificateName { requiredName.name }
    var destination: Destination { requiredName.destinations[0] }

    /// Why the certificate is not valid for the name, or `nil` if it is.
    var fault: Fault? {
        guard let mismatch else { return nil }
        if case .ip = name { return .address }
        if case .noAlternativeNames(_, let would) = mismatch, would { return .commonName }
        if let near = mismatch.nearest, near.reason.isWildcard { return .wildcard(near) }
        return target.map(Fault.target) ?? .other
    }

    /// The SRV target that the certificate is valid for.
    private var target: String? {
        requiredName.destinations.lazy.filter(\.isService).map { $0.host.trimmingFinalDot }.first { host in
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

extension ServerContext {
    /// Every chain, checked against every name that it must be valid for.
    var nameJudgements: [NameJudgement] {
        shared.value("name judgements") { judgeNames() }
    }

    private func judgeNames() -> [NameJudgement] {
        presented.flatMap { presented in
            presented.requiredNames.map { requiredName in
                let wanted = requiredName.name
                let mismatch = MatchingRules.specification.match(wanted, in: presented.leaf).mismatch
                let refusals = families(verifying: requiredName.name).compactMap { family -> NameJudgement.Refusal? in
                    guard let mismatch = family.rules?.match(wanted, in: presented.leaf).mismatch else { return nil }
                    return NameJudgement.Refusal(family: family, mismatch: mismatch)
                }
                return NameJudgement(
                    presented: presented, requiredName: requiredName, mismatch: mismatch,
                    refusals: mismatch == nil ? refusals : [], isAssumed: routesWithoutWellKnown != nil)
            }
        }
    }
}
