import Certificates
import DNS
import Federation
import TLSIdentity

/// Removes well-known documents, and what clients were answered, that came over a TLS connection which peers and clients
/// would refuse.
///
/// The collector accepts any certificate, so that there is something to check. Here, each document gets the result that
/// a peer would have got.
public enum DocumentTrust {
    /// - Parameter time: The time of the check, used if the evidence has no collection time.
    public static func applied(
        to evidence: Evidence,
        _ trust: [CertificateChain: TrustJudgement],
        _ time: Timestamp?
    ) -> Evidence {
        var evidence = evidence
        var handshakes = Handshakes(evidence.tls)
        // Peers receive no document from behind a certificate that they refuse.
        for index in evidence.https.indices where evidence.https[index].error == nil {
            let entry = evidence.https[index]
            // Whether a document is absent is known from any response. Of an API, nothing is known without trust.
            guard entry.status == 200 || !entry.isDocument, let address = entry.address else { continue }
            guard let (host, refusal) = firstRefusal(of: entry, address, &handshakes, trust, evidence.collected ?? time)
            else { continue }
            evidence.https[index].error = .tlsFailed
            evidence.https[index].circumstances.phase = .tls
            evidence.https[index].circumstances.detail = detail(refusal, host, entry)
        }
        return evidence
    }

    /// The text of evidence for a response that peers refuse because of the certificate of a host.
    static func detail(_ refusal: String, _ host: String, _ entry: HTTPSEntry) -> String {
        let isOwn = endpoint(of: entry.url).map { $0.host == host } ?? true
        return isOwn ? refusal : "redirect target `\(host)`: \(refusal)"
    }

    /// Returns the first host of a document's redirects whose certificate peers refuse, and why.
    private static func firstRefusal(
        of entry: HTTPSEntry,
        _ address: IPAddress?,
        _ handshakes: inout Handshakes,
        _ trust: [CertificateChain: TrustJudgement],
        _ time: Timestamp?
    ) -> (host: String, reason: String)? {
        // A peer verifies every host of the redirects. The addresses of redirect targets are not recorded.
        for url in [entry.url] + entry.hops.map(\.url).filter({ $0 != entry.url }) {
            guard let (host, port) = endpoint(of: url) else { continue }
            let chain = handshakes.chain(host, port, url == entry.url ? address : nil)
            if let reason = chain.flatMap({ refusal(of: $0, as: .dns(host), trust[$0], time) }) {
                return (host, reason)
            }
        }
        return nil
    }

    /// Returns the hosts of a document's redirects whose certificates peers refuse, with their chains.
    static func refusedHosts(
        of entry: HTTPSEntry,
        in evidence: Evidence,
        _ trust: [CertificateChain: TrustJudgement],
        _ time: Timestamp?
    ) -> [(host: String, chain: CertificateChain)] {
        var handshakes = Handshakes(evidence.tls)
        var hosts: [(host: String, chain: CertificateChain)] = []
        for url in [entry.url] + entry.hops.map(\.url) {
            guard let (host, port) = endpoint(of: url), !hosts.contains(where: { $0.host == host }) else { continue }
            let chain = handshakes.chain(host, port, url == entry.url ? entry.address : nil)
            if let chain, refusal(of: chain, as: .dns(host), trust[chain], time) != nil { hosts.append((host, chain)) }
        }
        return hosts
    }

    /// The handshakes of the evidence by host, port and address.
    private struct Handshakes {
        private let entries: [TLSEntry]
        private var first: [Key: Int] = [:]
        /// Chains by handshake. Documents from one host share a chain, which is decoded once.
        private var chains: [Int: CertificateChain?] = [:]

        private struct Key: Hashable {
            let host: String
            let port: UInt16
            /// `nil` for any address.
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

        /// Returns the chain of the first handshake for a host, at a specific address if one is given.
        mutating func chain(_ host: String, _ port: UInt16, _ address: IPAddress?) -> CertificateChain? {
            guard let index = first[Key(host: host, port: port, address: address)] else { return nil }
            if let known = chains[index] { return known }
            let chain = entries[index].chain
            chains[index] = .some(chain)
            return chain
        }
    }

    /// Returns the host and port of an `https://` URL.
    private static func endpoint(of url: String) -> (host: String, port: UInt16)? {
        guard url.hasPrefix("https://"),
            let authority = url.dropFirst("https://".count).split(separator: "/").first,
            let name = try? ServerName(authority.split(separator: "?")[0])
        else { return nil }
        return (name.hostText.lowercased(), UInt16(exactly: name.port ?? 443) ?? 443)
    }

    /// Returns a clause with the reason why peers refuse the chain for a name, or `nil` if they accept it.
    static func refusal(
        of chain: CertificateChain,
        as name: CertificateName,
        _ trust: TrustJudgement?,
        _ time: Timestamp?
    ) -> String? {
        DocumentRefusal(chain, for: name, trust, at: time)?.text
    }
}
