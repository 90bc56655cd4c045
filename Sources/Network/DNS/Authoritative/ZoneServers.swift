import DNS

/// A zone's own name servers, and how they were found.
public struct ZoneServers: Sendable {
    /// The zone that a name is in; `nil` when no answer tells.
    public var apex: Name?
    public var hosts: [Host] = []
    /// Whether ``hosts`` is the parent zone's word, because the zone itself does not answer.
    public var isFromParent = false
    /// How many further hosts the zone has: nobody needs more than are here, and somebody may list thousands.
    public var hostsLeftOut = 0
    /// Every answer on the way, in the order of the questions.
    public var lookups: [DNSAnswer] = []

    /// One of the names in the zone's NS records.
    public struct Host: Sendable {
        public var name: Name
        public var addresses: [IPAddress]
        /// Those that were not admitted, and are not asked.
        public var refusedAddresses: [IPAddress] = []

        /// The addresses with the port of name servers.
        public var servers: [DNSServer] { addresses.map { DNSServer($0) } }
    }

    static let mostHosts = 16
    static let mostAddresses = 8
}

/// What one of a zone's servers answered.
public struct AuthoritativeAnswer: Sendable {
    /// The name of the NS record.
    public var host: Name
    public var server: DNSServer
    public var answer: DNSAnswer

    /// Whether the server does not serve the zone it is named for: it answers without authority, refuses or fails
    /// (RFC 8499 §7). A server that does not answer at all is not lame, it is unreachable.
    public var isLame: Bool {
        guard case .code(let code) = answer.status else { return false }
        switch code {
        case .noError, .nxDomain: return !answer.isAuthoritative
        default: return true
        }
    }
}
