import Certificates
import Federation
import TLSIdentity

extension DelegationContext {
    /// What peers make of the chain at an address: of several troubles the first, in a fixed word.
    func certificateState(_ visit: AddressVisit) -> AddressOutcome.State {
        guard visit.connection == .established, let entry = visit.tls else { return .notCollected }
        guard let chain = entry.chain else { return entry.certificates.isEmpty ? .notCollected : .failed("unreadable") }
        let presented = PresentedChain(
            chain: chain, origin: .handshakes([entry]), destinations: [], trust: input.trust[chain])
        var expiresSoon = false
        for issue in time.map({ chain.dateIssues(at: $0) }) ?? [] {
            switch issue {
            case .expired, .neverValid: return .failed("expired")
            case .notYetValid: return .failed("not-yet-valid")
            case .expiresSoon: expiresSoon = true
            }
        }
        // Made for another way to the same place, the handshake may show another certificate than peers get here.
        guard let name = certificateName(for: entry, at: visit.place) else { return .notCollected }
        if !MatchingRules.specification.match(name, in: presented.leaf).isMatch {
            return .failed("wrong-name")
        }
        if let word = Self.word(for: presented) { return .failed(word) }
        if !chain.usageIssues().isEmpty { return .failed("wrong-usage") }
        return expiresSoon ? .doubtful("expires-soon") : .ok
    }

    /// The name that those verify who make this handshake.
    private func certificateName(
        for entry: TLSEntry, at place: FederationPlace
    ) -> CertificateName? {
        place.manners.first { manner in
            manner.sni.map { $0.lowercased().trimmingFinalDot == entry.serverName.lowercased().trimmingFinalDot }
                ?? true
        }?.certificateName
    }

    private static func word(for presented: PresentedChain) -> String? {
        switch presented.trust {
        case .selfSigned: "self-signed"
        case .intermediateMissing: "intermediate-missing"
        case .unknownRoot, .unknownIssuer: "unknown-issuer"
        case .badSignature, .breaksRules: "bad-chain"
        case nil, .noRoots: presented.missingIssuerAddresses == nil ? nil : "intermediate-missing"
        case .trusted, .unverifiable: nil
        }
    }
}
