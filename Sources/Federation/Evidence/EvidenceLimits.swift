import DNS

/// How much of what was collected for one question, URL or endpoint is judged.
///
/// Evidence comes from files as well as from the network, and a file may have thousands of entries for the same thing.
/// The first are judged; the rest is counted and reported. The collector stays far below every limit.
public enum EvidenceLimits {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case dns, https, tls, federation

        /// How many entries for the same thing are judged.
        public var limit: Int {
            switch self {
            // Every name server of a zone may have been asked, at each of its addresses: the root has 26.
            case .dns: 64
            // A document is asked for at every address of a host.
            case .https: 2 * DiscoveryLimits.addresses
            // Implementations that send another name in SNI, or another Host header, come to the same address.
            case .tls, .federation: 32
            }
        }
    }

    /// Evidence without what lies beyond the limits, and what that is.
    public static func applied(to evidence: Evidence) -> (evidence: Evidence, omissions: [Omission]) {
        var limited = evidence
        var omissions: [Omission] = []
        limited.dns = first(of: evidence.dns, .dns, &omissions) {
            $0.question
        } words: {
            "`\($0.question)`"
        }
        limited.https = first(of: evidence.https, .https, &omissions) {
            $0.url
        } words: {
            "`\($0.url)`"
        }
        limited.tls = first(of: evidence.tls, .tls, &omissions) {
            Endpoint(address: $0.address, port: $0.port, path: nil)
        } words: {
            "\($0.address) port \($0.port)"
        }
        limited.federation = first(of: evidence.federation, .federation, &omissions) {
            Endpoint(address: $0.address, port: $0.port, path: $0.path)
        } words: {
            "`\($0.path)` at \($0.address) port \($0.port)"
        }
        return (limited, omissions)
    }

    private struct Endpoint: Hashable {
        let address: IPAddress
        let port: UInt16
        let path: String?
    }

    private static func first<Entry, Key: Hashable>(
        of entries: [Entry],
        _ kind: Kind,
        _ omissions: inout [Omission],
        by key: (Entry) -> Key,
        words: (Entry) -> String
    ) -> [Entry] {
        guard entries.count > kind.limit else { return entries }
        var counts: [Key: Int] = [:]
        var order: [(key: Key, words: String)] = []
        let kept = entries.filter { entry in
            let key = key(entry)
            let count = counts[key, default: 0] + 1
            counts[key] = count
            if count == kind.limit + 1 { order.append((key, words(entry))) }
            return count <= kind.limit
        }
        omissions += order.map { key, words in
            Omission(.evidence(kind, words), total: counts[key] ?? 0, judged: kind.limit)
        }
        return kept
    }
}
