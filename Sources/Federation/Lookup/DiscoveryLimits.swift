import DNS

/// How many records of a server name discovery uses.
///
/// Anybody can publish thousands of records. Resolvers and homeservers give up long before they have tried them all,
/// and so does discovery: records beyond a limit are counted and reported, and nothing is concluded from them.
public enum DiscoveryLimits {
    /// The maximum length of a chain of aliases. Resolvers answer a longer chain with SERVFAIL: BIND and Unbound after
    /// 11, Knot Resolver after 13, BIND before 9.20 after 16.
    public static let aliases = 16

    /// The maximum number of SRV records of one name. Synapse tries the targets in order, each until a timeout, and
    /// requests time out long before it has tried so many.
    public static let services = 32

    /// The maximum number of addresses of a host in each family. About as many fit into a reply over UDP
    /// (RFC 1035 §4.2.1).
    public static let addresses = 16
}

/// Records or evidence that were ignored because of a limit.
public struct Omission: Hashable, Sendable {
    public let subject: Subject
    /// The number of all.
    public let total: Int
    /// The number of those that were used.
    public let judged: Int

    public enum Subject: Hashable, Sendable {
        /// The SRV records in the answer to a question.
        case services(Question)
        /// The addresses of a host.
        case addresses(Name)
        /// The evidence about one question, URL or endpoint, which is described.
        case evidence(EvidenceLimits.Kind, String)
    }

    public init(_ subject: Subject, total: Int, judged: Int) {
        self.subject = subject
        self.total = total
        self.judged = judged
    }

    public var left: Int { total - judged }
}
