import Certificates
import Federation

/// Well-known documents that came over TLS which peers would refuse: the collector takes any certificate, so that there
/// is something to judge, and here the documents get what a peer would have got.
public enum DocumentTrust {
    /// - Parameter time: of the judgement, where the evidence does not say when it was collected.
    public static func applied(
        to evidence: Evidence,
        _ trust: [CertificateChain: TrustJudgement],
        _ time: Timestamp?
    ) -> Evidence {
        var evidence = evidence
        // Behind a certificate that is not accepted, no document is no document.
        for index in evidence.https.indices
        where evidence.https[index].error == nil && evidence.https[index].status == 200 {
            let entry = evidence.https[index]
            guard let host = host(of: entry.url), let address = entry.address,
                let chain = evidence.tls.first(where: {
                    $0.address == address && $0.port == 443 && $0.serverName.lowercased() == host
                })?.chain,
                let reason = refusal(of: chain, host, trust[chain], evidence.collected ?? time)
            else { continue }
            evidence.https[index].error = .tlsFailed
            evidence.https[index].circumstances.phase = .tls
            evidence.https[index].circumstances.detail = reason
        }
        return evidence
    }

    private static func host(of url: String) -> String? {
        guard url.hasPrefix("https://"), url.contains("/.well-known/matrix/") else { return nil }
        return url.dropFirst("https://".count).split(separator: "/").first.map { $0.lowercased() }
    }

    /// Why a peer refuses the chain, in a clause.
    private static func refusal(
        of chain: CertificateChain,
        _ host: String,
        _ trust: TrustJudgement?,
        _ time: Timestamp?
    ) -> String? {
        let name = Federation.CertificateName.dns(host)
        if let mismatch = MatchingRules.specification.match(name.reference, in: chain.leaf).mismatch {
            return CertificateWords.mismatch(mismatch, name)
        }
        if let time {
            for issue in chain.dateIssues(at: CertificateTime(secondsSinceEpoch: time.seconds)) {
                switch issue {
                case .expired, .notYetValid, .neverValid: return CertificateWords.date(issue, 0)
                case .expiresSoon: continue
                }
            }
        }
        switch trust {
        case nil, .trusted, .noRoots, .unverifiable: return nil
        case .selfSigned: return "the certificate is self-signed"
        case .intermediateMissing: return "the intermediate certificate is missing"
        case .unknownRoot, .unknownIssuer: return "the issuer is not trusted"
        case .badSignature, .breaksRules: return "the chain is not valid"
        }
    }
}
