import DNS
import Federation

extension ServerContext {
    /// Servers that accepted a connection but did not complete the response, with host, port and phase. The response is
    /// unknown. Federation endpoints and the services of clients are not included, because rules report them.
    public var unfinishedExchanges: [String] {
        guard let evidence = input.evidence else { return [] }
        var sentences: [String] = []
        for entry in evidence.https where entry.error == .timeout && entry.isDocument {
            guard let phase = entry.circumstances.phase, phase != .resolve, phase != .connect,
                let endpoint = Self.endpoint(of: entry.pendingURL)
            else { continue }
            sentences.append("\(endpoint) \(Self.clause(entry.circumstances, phase)) (phase: \(phase.words))")
        }
        for entry in evidence.dns where entry.status == .timeout && entry.transport == "tcp" && entry.nameServer == nil
        {
            let server = entry.server.map { "the resolver at \($0)" } ?? "the resolver"
            sentences.append("\(server) did not respond over TCP in time (phase: DNS question \(entry.question))")
        }
        var seen: Set<String> = []
        return sentences.filter { seen.insert($0).inserted }
    }

    /// Returns text such as "example.com port 443".
    private static func endpoint(of url: String) -> String? {
        guard let parts = URLParts(url) else { return nil }
        return "\(parts.host) port \(parts.port ?? (parts.scheme == "http" ? "80" : "443"))"
    }

    /// Returns a predicate such as "accepted the connection and sent nothing for 10 s".
    private static func clause(_ circumstances: Circumstances, _ phase: Phase) -> String {
        let subject = "the server "
        if let detail = circumstances.detail, detail.hasPrefix(subject) {
            return String(detail.dropFirst(subject.count).prefix(160))
        }
        return "accepted the connection but did not complete the response in time"
    }
}

extension HTTPSEntry {
    /// The URL without a response: the target of the last redirect, which is not a hop yet.
    fileprivate var pendingURL: String {
        guard let last = hops.last, let status = last.status, (300..<400).contains(status),
            let location = last.headers["location"]
        else { return hops.last?.url ?? url }
        // A relative location stays on the same host.
        return location.contains("://") ? location : last.url
    }
}

extension Phase {
    /// The phase as a noun phrase.
    fileprivate var words: String {
        switch self {
        case .resolve: "address lookup"
        case .connect: "TCP connection"
        case .tls: "TLS handshake"
        case .request: "request"
        case .headers: "response head"
        case .body: "response body"
        }
    }
}
