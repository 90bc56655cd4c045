import Certificates
import DNS
import Federation
import TLSIdentity

extension ServerContext {
    /// Returns what a chain needs so that peers accept it for a name, or `nil` if they do.
    ///
    /// - Parameters:
    ///   - address: The address that presents the chain, or `nil` if it was given in a file.
    ///   - port: The port.
    func repair(
        of chain: CertificateChain, as name: CertificateName, at address: IPAddress?, _ port: UInt16
    ) -> CertificateRepair? {
        let trust = input.trust[chain]
        guard DocumentTrust.refusal(of: chain, as: name, trust, time) != nil else { return nil }
        func replacement(_ otherwise: CertificateRepair) -> CertificateRepair {
            let held = address.flatMap { heldCertificate(for: name, insteadOf: chain, at: $0, port) }
            return held.map { .install($0.place) } ?? otherwise
        }
        if !MatchingRules.specification.match(name, in: chain.leaf).isMatch { return replacement(.obtain) }
        let expired = (time.map { chain.path(trust: trust, at: $0).dateIssues(at: $0) } ?? []).compactMap {
            if case .expired(let index, _) = $0 { index } else { nil }
        }
        if expired.contains(0), newerCertificate(than: chain.leaf) != nil { return .reload }
        if chain.leaf.isOfUntrustedAuthority(trust) { return replacement(.obtain) }
        if expired.contains(0) { return .renew }
        if let time, time < chain.leaf.notBefore { return replacement(.wait(chain.leaf.notBefore)) }
        if !expired.isEmpty { return .replaceChain }
        switch trust {
        case .intermediateMissing: return .completeChain
        // Leaves without their issuer are far more common than private CAs, but the two look the same.
        case .unknownIssuer(_, let issuer, _):
            return replacement(.addIssuer(CertificateDescription.quoted(issuer.text)))
        case .badSignature: return replacement(.replaceChain)
        default: return replacement(.obtain)
        }
    }
}

extension PresentedCertificate {
    /// Whether no peer trusts its CA, so that a renewal by it would not be trusted either.
    func isOfUntrustedAuthority(_ trust: TrustJudgement?) -> Bool {
        builtIn != nil || trust?.isOfUntrustedAuthority == true
    }
}

extension TrustJudgement {
    /// Whether the chain shows that no peer trusts its CA, whatever else is sent with the certificate.
    fileprivate var isOfUntrustedAuthority: Bool {
        switch self {
        case .selfSigned, .unknownRoot, .breaksRules: true
        // The issuer of an intermediate is a root, which nobody has to send.
        case .unknownIssuer(let index, _, _): index > 0
        case .trusted, .noRoots, .intermediateMissing, .badSignature, .unverifiable: false
        }
    }
}
