import DNS

/// Where a server that looks another one up would connect, and how it got there.
public struct Route: Sendable {
    public var serverName: ServerName
    public var implementation: Implementation.Identifier
    public var outcome: Outcome
    /// The outcome in a clause: "peers connect to …", "the question … is answered with SERVFAIL".
    public var reason: String
    /// Every step of the specification, in its numbering, taken or not.
    public var steps: [Step]
    /// In the order a client tries them.
    public var destinations: [Destination]
    /// In the order asked; those not collected included.
    public var questions: [Question]
    /// Whether only one of the destinations is ever tried.
    public var usesOneDestination: Bool
    /// What well-known document the route rests on.
    public var delegation: Delegation
    /// What ``DiscoveryLimits`` left out.
    public var omissions: [Omission] = []

    public enum Outcome: String, Sendable {
        /// Where connections go is settled, though addresses may not have been collected.
        case resolved
        case failed
        /// It depends on what was not collected, or on what nobody has verified.
        case unknown
    }

    public enum Delegation: Sendable, Equatable {
        /// It is not asked for.
        case notApplicable
        case notCollected
        /// The discovery was told to go on as if there were none.
        case assumedAbsent
        case absent
        case present(ServerName)
        /// It cannot be used, and discovery ends.
        case unusable
        case unknown
    }

    /// The step that led to the destinations.
    public var taken: Step.Number? { destinations.first?.step }
}

/// A step of the specification's algorithm (server-server API, "Resolving server names").
public struct Step: Sendable {
    public var number: Number
    public var status: Status
    /// In a clause.
    public var reason: String
    /// What was asked in it: a question of the DNS or a URL.
    public var question: String?
    /// Whether its reason says more than that the step was not come to.
    public var isTold: Bool { steppedOver == false }
    var steppedOver = false

    init(number: Number, status: Status, reason: String, question: String? = nil, steppedOver: Bool = false) {
        self.number = number
        self.status = status
        self.reason = reason
        self.question = question
        self.steppedOver = steppedOver
    }

    /// As the specification numbers them.
    public enum Number: String, CaseIterable, Sendable, Comparable {
        case addressLiteral = "1"
        case explicitPort = "2"
        case wellKnown = "3"
        case delegatedAddress = "3.1"
        case delegatedPort = "3.2"
        case delegatedService = "3.3"
        case delegatedOldService = "3.4"
        case delegatedFallback = "3.5"
        case service = "4"
        case oldService = "5"
        case fallback = "6"

        public static func < (left: Number, right: Number) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    public enum Status: String, Sendable {
        case taken, skipped, failed, unknown
    }
}

/// One place to connect to.
public struct Destination: Sendable, Equatable {
    public var step: Step.Number
    /// An address, or a name: that of an SRV target with its final dot.
    public var host: String
    public var addresses: [IPAddress]
    public var reachability: Reachability
    public var port: Int
    public var hostHeader: String
    /// `nil` for addresses, which cannot be sent (RFC 6066 §3).
    public var sni: String?
    public var certificateName: CertificateName
    /// Of the SRV record, if there is one.
    public var priority: UInt16?
    public var weight: UInt16?
    /// The names that aliases of the host lead to.
    public var aliases: [Name]

    public enum Reachability: Sendable, Equatable {
        /// There are addresses.
        case addresses
        /// The question was not asked.
        case notCollected(Question)
        /// Connections cannot succeed; why, in a clause.
        case unreachable(String)
        /// It depends on what nobody has verified; what, in a clause.
        case unverified(String)
    }

    public var isService: Bool { priority != nil }
}

/// What a certificate has to prove.
public enum CertificateName: Hashable, Sendable {
    case dns(String)
    case ip(IPAddress)

    public var value: String {
        switch self {
        case .dns(let name): name
        case .ip(let address): address.description
        }
    }

    public var kind: String {
        switch self {
        case .dns: "dns"
        case .ip: "ip"
        }
    }
}
