import Certificates
import DNS
import Federation
import TLSIdentity

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
        var handshakes = Handshakes(evidence.tls)
        // Behind a certificate that is not accepted, no document is no document.
        for index in evidence.https.indices
        where evidence.https[index].error == nil && evidence.https[index].status == 200 {
            let entry = evidence.https[index]
            guard entry.url.contains("/.well-known/matrix/"), let address = entry.address else { continue }
            // A peer verifies every host on the way. Which address a redirect led to stands nowhere, and need not.
            let urls = [entry.url] + entry.hops.map(\.url).filter { $0 != entry.url }
            var reason: String?
            for url in urls {
                guard let (host, port) = place(of: url) else { continue }
                let chain = handshakes.chain(host, port, url == entry.url ? address : nil)
                guard let refusal = chain.flatMap({ refusal(of: $0, host, trust[$0], evidence.collected ?? time) })
                else { continue }
                reason = url == entry.url ? refusal : "`\(host)`, where it is redirected to: \(refusal)"
                break
            }
            guard let reason else { continue }
            evidence.https[index].error = .tlsFailed
            evidence.https[index].circumstances.phase = .tls
            evidence.https[index].circumstances.detail = reason
        }
        return evidence
    }

    /// The handshakes of the evidence by what they were made for.
    private struct Handshakes {
        private let entries: [TLSEntry]
        private var first: [Key: Int] = [:]
        /// Documents from the same host come over the same chain, which is decoded once.
        private var chains: [Int: CertificateChain?] = [:]

        private struct Key: Hashable {
            let host: String
            let port: UInt16
            /// `nil` for any.
            let address: IPAddress?
        }

        init(_ entries: [TLSEntry]) {
            self.entries = entries
            for (index, entry) in entries.enumerated() {
                let host = entry.serverName.lowercased()
                for address in [entry.address, nil] {
                    let key = Key(host: host, port: entry.port, address: address)
                    if first[key] == nil { first[key] = index }
                }
            }
        }

        /// The chain of the first handshake for a host, with an address if one is given.
        mutating func chain(_ host: String, _ port: UInt16, _ address: IPAddress?) -> CertificateChain? {
            guard let index = first[Key(host: host, port: port, address: address)] else { return nil }
            if let known = chains[index] { return known }
            let chain = entries[index].chain
            chains[index] = .some(chain)
            return chain
        }
    }

    /// Host and port of a URL over TLS.
    private static func place(of url: String) -> (host: String, port: UInt16)? {
        guard url.hasPrefix("https://"),
            let authority = url.dropFirst("https://".count).split(separator: "/").first,
            let name = try? ServerName(authority.split(separator: "?")[0])
        else { return nil }
        return (name.hostText.lowercased(), UInt16(exactly: name.port ?? 443) ?? 443)
    }

    /// Why a peer refuses the chain, in a clause.
    private static func refusal(
        of chain: CertificateChain,
        _ host: String,
        _ trust: TrustJudgement?,
        _ time: Timestamp?
    ) -> String? {
        let name = CertificateName.dns(host)
        if let mismatch = MatchingRules.specification.match(name, in: chain.leaf).mismatch {
            return CertificateWords.mismatch(mismatch, name)
        }
        if let time {
            for issue in chain.dateIssues(at: time) {
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
