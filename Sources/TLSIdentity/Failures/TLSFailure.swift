/// How a TLS handshake failed, as the text of an evidence file says.
public enum TLSFailure: Sendable, Hashable {
    /// The server sent this alert.
    case alert(TLSAlert)
    /// The server closed the connection without an alert.
    case closed
    /// The server, or something on the path, reset the connection.
    case reset
    /// The server answers in another protocol, by its name if it is known.
    case otherProtocol(String?)

    /// The sentence of evidence files, without a full stop.
    public var detail: String {
        switch self {
        case .alert(let alert): "the server refused with the TLS alert \(alert)"
        case .closed: "the server closed the connection during the TLS handshake"
        case .reset: "the server reset the connection during the TLS handshake"
        case .otherProtocol(let name?): "the server speaks \(name), not TLS"
        case .otherProtocol(nil): "the server does not speak TLS"
        }
    }

    /// Reads the sentence of an evidence file, or the error text of OpenSSL, BoringSSL, curl or Go.
    ///
    /// Returns `nil` for every text that does not say what the server sent, such as that of a client which refused the
    /// certificate.
    public init?(detail: String) {
        // The bytes of the server follow.
        if detail.hasPrefix("the server speaks "), let end = detail.firstRange(of: ", not TLS") {
            self = .otherProtocol(String(detail[..<end.lowerBound].dropFirst("the server speaks ".count).prefix(40)))
            return
        }
        if detail.hasPrefix("the server does not speak TLS") {
            self = .otherProtocol(nil)
            return
        }
        let words = Self.words(detail)
        if let alert = Self.alert(words) {
            self = .alert(alert)
        } else if Self.contains(words, ["reset"]) {
            self = .reset
        } else if [["closed", "the", "connection"], ["connection", "closed"], ["unexpected", "eof"], ["eof"]]
            .contains(where: { Self.contains(words, $0) })
        {
            self = .closed
        } else {
            return nil
        }
    }

    /// What it means, as a clause.
    public var meaning: String {
        switch self {
        case .alert(let alert): alert.meaning
        case .closed:
            "no alert says why; a proxy without a backend, a port forwarding to a service that is down, or an access rule "
                + "closes connections in this way"
        case .reset:
            "no alert says why; a firewall that blocks the name or the address, or a service that crashes, resets connections "
                + "in this way"
        case .otherProtocol: "another service listens at this port, or TLS is not enabled for it"
        }
    }

    /// What to do, as an imperative.
    ///
    /// - Parameter serverName: The name that the client sent in SNI, quoted for the message.
    public func help(serverName: String) -> String {
        switch self {
        case .alert(let alert): alert.help(serverName: serverName)
        case .closed:
            "check the log of the server, whether the backend of the proxy runs, and whether TLS is enabled at this port"
        case .reset: "check the firewall and the log of the server, and whether TLS is enabled at this port"
        case .otherProtocol("HTTP"):
            "enable TLS at this port: in nginx, `ssl` is missing in the `listen` directive, such as `listen 443 ssl;`"
        case .otherProtocol: "let the web server listen at this port with TLS"
        }
    }

    // MARK: - Texts

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(200).map(String.init)
    }

    private static func contains(_ words: [String], _ sequence: [String]) -> Bool {
        index(of: sequence, in: words[...]) != nil
    }

    private static func index(of sequence: [String], in words: ArraySlice<String>) -> Int? {
        words.indices.first { words[$0...].starts(with: sequence) }
    }

    /// The words that Go uses instead of those of the standard.
    private static let others: [(words: [String], alert: UInt8)] = [
        (["expired", "certificate"], 45), (["revoked", "certificate"], 44),
        (["unknown", "certificate", "authority"], 48),
        (["unknown", "certificate"], 46), (["protocol", "version", "not", "supported"], 70),
        (["insufficient", "security", "level"], 71), (["error", "decoding", "message"], 50),
        (["error", "decrypting", "message"], 51), (["certificate", "required"], 116),
    ]

    private static let standard: [(words: [String], alert: UInt8)] = TLSAlert.named.compactMap { alert in
        alert.name.map { ($0.split(separator: "_").map(String.init), alert.rawValue) }
    }.sorted { $0.words.count > $1.words.count }

    private static func alert(_ words: [String]) -> TLSAlert? {
        // The client sent it: curl writes `(OUT)`.
        if words.contains("out") || words.contains("sent") { return nil }
        let start: Int
        if let alert = words.firstIndex(of: "alert") {
            start = alert + 1
        } else if let go = index(of: ["remote", "error", "tls"], in: words[...]) {
            start = go + 3
        } else if let openSSL = index(of: ["tlsv1", "unrecognized", "name"], in: words[...]) {
            start = openSSL + 1
        } else {
            return nil
        }
        let rest = words[start...]
        if let number = rest.first(where: { UInt8($0) != nil }).flatMap({ UInt8($0) }),
            rest.first == "number" || UInt8(rest.first ?? "") != nil
        {
            return TLSAlert(rawValue: number)
        }
        return (standard + others).first { rest.starts(with: $0.words) }.map { TLSAlert(rawValue: $0.alert) }
    }
}
