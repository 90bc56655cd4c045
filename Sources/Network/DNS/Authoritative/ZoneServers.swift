import DNS

/// The name servers of a zone, and the answers by which they were found.
public struct ZoneServers: Sendable {
    /// The apex of the zone; `nil` if no answer contains it.
    public var apex: Name?
    public var hosts: [Host] = []
    /// Whether ``hosts`` comes from the parent zone, because the zone itself does not answer.
    public var isFromParent = false
    /// The number of further hosts. They are omitted, because a zone may list thousands.
    public var omittedHosts = 0
    /// All answers in the order of the questions.
    public var lookups: [DNSAnswer] = []

    /// A target of the zone's NS records.
    public struct Host: Sendable {
        public var name: Name
        public var addresses: [IPAddress]
        /// The addresses that were not admitted and are not asked.
        public var refusedAddresses: [IPAddress] = []

        /// The addresses with port 53.
        public var servers: [DNSServer] { addresses.map { DNSServer($0) } }
    }

    static let maximumHosts = 16
    static let maximumAddresses = 8
}

/// The answer of one name server of a zone.
public struct AuthoritativeAnswer: Sendable {
    /// The target of the NS record.
    public var host: Name
    public var server: DNSServer
    public var answer: DNSAnswer

    /// Whether the delegation to the server is lame: it answers without authority, refuses or fails (RFC 9499 §7). A
    /// server that does not answer is unreachable, not lame.
    public var isLame: Bool {
        guard case .code(let code) = answer.status else { return false }
        switch code {
        case .noError, .nxDomain: return !answer.isAuthoritative
        default: return true
        }
    }
}
