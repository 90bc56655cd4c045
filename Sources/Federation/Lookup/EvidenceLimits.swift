import DNS

/// How many entries of evidence for one question, URL or endpoint are used.
///
/// Evidence also comes from files, and a file may have thousands of entries for the same thing. The first are used, the
/// others are counted and reported. The collector stays far below these limits.
public enum EvidenceLimits {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case dns, https, tls, federation

        /// The maximum number of entries for the same thing.
        public var limit: Int {
            switch self {
            // One for each address of each name server of a zone: the root has 26.
            case .dns: 64
            // One for each address of a host.
            case .https: 2 * DiscoveryLimits.addresses
            // One for each SNI or Host header that implementations send to the same address.
            case .tls, .federation: 32
            }
        }
    }

    /// Removes the entries beyond the limits, and returns what was removed.
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
            $0.endpoint
        } words: {
            "\($0.address) port \($0.port)"
        }
        limited.federation = first(of: evidence.federation, .federation, &omissions) {
            EndpointPath(endpoint: $0.endpoint, path: $0.path)
        } words: {
            "`\($0.path)` at \($0.address) port \($0.port)"
        }
        return (limited, omissions)
    }

    private struct EndpointPath: Hashable {
        let endpoint: TransportEndpoint
        let path: String
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
