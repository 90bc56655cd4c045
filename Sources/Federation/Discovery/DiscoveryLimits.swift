import DNS

/// How much of what the DNS says of a server name is judged.
///
/// Anybody can publish thousands of records. Resolvers and homeservers give up long before the end of them, and so does
/// discovery: what lies beyond a limit is counted and reported, and nothing is concluded from it.
public enum DiscoveryLimits {
    /// How many aliases are followed from one name. Resolvers answer a longer chain with SERVFAIL: BIND and Unbound
    /// after 11, Knot Resolver after 13, BIND before 9.20 after 16.
    public static let aliases = 16

    /// How many SRV records of one name are judged. Synapse tries the targets in order, each until a timeout; requests
    /// end long before so many have been tried.
    public static let services = 32

    /// How many addresses of a host are judged, of either family. A reply over UDP has room for about as many
    /// (RFC 1035 §4.2.1).
    public static let addresses = 16
}

/// What a limit left out of a judgement.
public struct Omission: Hashable, Sendable {
    public let subject: Subject
    /// How many there are.
    public let total: Int
    /// How many of them were judged.
    public let judged: Int

    public enum Subject: Hashable, Sendable {
        /// The SRV records that a question is answered with.
        case services(Question)
        /// The addresses of a host.
        case addresses(Name)
        /// What the evidence has of one question, URL, address or endpoint, in words.
        case evidence(EvidenceLimits.Kind, String)
    }

    public init(_ subject: Subject, total: Int, judged: Int) {
        self.subject = subject
        self.total = total
        self.judged = judged
    }

    public var left: Int { total - judged }
}
