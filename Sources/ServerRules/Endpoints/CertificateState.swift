import Certificates
import Federation
import TLSIdentity

extension ServerContext {
    /// Returns whether peers accept the chain at an address, with a fixed word for the first of several problems.
    func certificateState(_ probe: EndpointProbe) -> AddressOutcome.State {
        guard probe.connection == .established, let entry = probe.tls else { return .notCollected }
        guard let chain = entry.chain else { return entry.certificates.isEmpty ? .notCollected : .failed("unreadable") }
        let presented = PresentedChain(
            chain: chain, origin: .handshakes([entry]), destinations: [], trust: input.trust[chain], at: time)
        var expiresSoon = false
        var mayBeExpired = false
        for issue in time.map({ presented.path.dateIssues(at: $0) }) ?? [] {
            switch issue {
            case .expired(let index, _) where presented.path.mayBeUnneeded(index, presented.trust):
                mayBeExpired = true
            case .expired, .neverValid, .rootExpired: return .failed("expired")
            case .notYetValid, .rootNotYetValid: return .failed("not-yet-valid")
            case .expiresSoon: expiresSoon = true
            }
        }
        // A handshake for another route to the endpoint may show a different certificate.
        guard let name = certificateName(for: entry, at: probe.endpoint) else { return .notCollected }
        if !MatchingRules.specification.match(name, in: presented.leaf).isMatch {
            return .failed("wrong-name")
        }
        if let word = Self.word(for: presented) { return .failed(word) }
        if !presented.path.usageIssues().isEmpty { return .failed("wrong-usage") }
        if mayBeExpired { return .doubtful("expired") }
        return expiresSoon ? .doubtful("expires-soon") : .ok
    }

    /// Returns the name that implementations verify in this handshake.
    private func certificateName(
        for entry: TLSEntry, at endpoint: FederationEndpoint
    ) -> CertificateName? {
        endpoint.identities.first { identity in
            identity.sni.map { $0.lowercased().trimmingFinalDot == entry.serverName.lowercased().trimmingFinalDot }
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
