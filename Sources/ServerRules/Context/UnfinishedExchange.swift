import DNS
import Federation

extension DelegationContext {
    /// Servers that accepted a connection and did not finish their answer, with host, port and phase: the answer is
    /// unknown. Rules report the endpoints of federation.
    public var unfinishedExchanges: [String] {
        guard let evidence = input.evidence else { return [] }
        var sentences: [String] = []
        for entry in evidence.https where entry.error == .timeout {
            guard let phase = entry.circumstances.phase, phase != .resolve, phase != .connect,
                let place = Self.place(of: entry.waitedURL)
            else { continue }
            sentences.append("\(place) \(Self.clause(entry.circumstances, phase)) (phase: \(phase.words))")
        }
        for entry in evidence.dns where entry.status == .timeout && entry.transport == "tcp" && entry.nameServer == nil
        {
            let server = entry.server.map { "the resolver at \($0)" } ?? "the resolver"
            sentences.append("\(server) did not answer over TCP in time (phase: DNS question \(entry.question))")
        }
        var seen: Set<String> = []
        return sentences.filter { seen.insert($0).inserted }
    }

    /// "example.com port 443".
    private static func place(of url: String) -> String? {
        guard let parts = URLParts(url) else { return nil }
        return "\(parts.host) port \(parts.port ?? (parts.scheme == "http" ? "80" : "443"))"
    }

    /// "accepted the connection and sent nothing for 10 s".
    private static func clause(_ circumstances: Circumstances, _ phase: Phase) -> String {
        let subject = "the server "
        if let detail = circumstances.detail, detail.hasPrefix(subject) {
            return String(detail.dropFirst(subject.count).prefix(160))
        }
        return "accepted the connection and did not finish in time"
    }
}

extension HTTPSEntry {
    /// The URL whose answer was waited for: that of the last redirect, which has no answer and is no hop.
    fileprivate var waitedURL: String {
        guard let last = hops.last, let status = last.status, (300..<400).contains(status),
            let location = last.headers["location"]
        else { return hops.last?.url ?? url }
        // A path only leads to the same host.
        return location.contains("://") ? location : last.url
    }
}

extension Phase {
    /// As a sentence names it.
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
