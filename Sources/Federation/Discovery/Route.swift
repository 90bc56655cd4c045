import DNS
import TLSIdentity

/// Where a server connects to reach another one, and how discovery leads there.
public struct Route: Sendable {
    public var serverName: ServerName
    public var implementation: Implementation.Identifier
    public var outcome: Outcome
    /// The reason for the outcome, as a clause: "peers connect to …", "the query … gets SERVFAIL".
    public var reason: String
    /// All steps of the specification in its order, taken or not.
    public var steps: [Step]
    /// The destinations in the order in which a client tries them.
    public var destinations: [Destination]
    /// The questions in their order, including those that were not collected.
    public var questions: [Question]
    /// Whether only one of the destinations is ever tried.
    public var usesOneDestination: Bool
    /// The well-known document that the route depends on.
    public var delegation: Delegation
    /// What was ignored because of ``DiscoveryLimits``.
    public var omissions: [Omission] = []

    public enum Outcome: String, Sendable {
        /// The destinations are known, though their addresses may not have been collected.
        case resolved
        case failed
        /// It depends on missing evidence or on unverified behaviour.
        case unknown
    }

    public enum Delegation: Sendable, Equatable {
        /// Discovery does not use a document.
        case notApplicable
        case notCollected
        /// It was not collected, and discovery assumes that there is none.
        case assumedAbsent
        case absent
        case present(ServerName)
        /// It is invalid, and discovery ends.
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
    /// The reason for the status, as a clause.
    public var reason: String
    /// The DNS question or the URL of the step.
    public var question: String?
    /// Whether discovery reached the step, so that its reason is about the step itself.
    public let wasReached: Bool

    init(number: Number, status: Status, reason: String, question: String? = nil, wasReached: Bool = true) {
        self.number = number
        self.status = status
        self.reason = reason
        self.question = question
        self.wasReached = wasReached
    }

    /// The numbers of the specification.
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

/// A host and port to connect to.
public struct Destination: Sendable, Equatable {
    public var step: Step.Number
    /// An address or a name; an SRV target has its final dot.
    public var host: String
    public var addresses: [IPAddress]
    public var reachability: Reachability
    public var port: Int
    public var hostHeader: String
    /// `nil` for addresses, which SNI does not allow (RFC 6066 §3).
    public var sni: String?
    public var certificateName: CertificateName
    /// Those of the SRV record, if there is one.
    public var priority: UInt16?
    public var weight: UInt16?
    /// The targets of the aliases of the host.
    public var aliases: [Name]

    public enum Reachability: Sendable, Equatable {
        /// It has addresses.
        case addresses
        /// This question was not collected.
        case notCollected(Question)
        /// Connections cannot succeed; why, as a clause.
        case unreachable(String)
        /// It depends on unverified behaviour; which, as a clause.
        case unverified(String)
    }

    public var isService: Bool { priority != nil }

    /// Whether connections are known not to succeed.
    public var isUnreachable: Bool {
        if case .unreachable = reachability { true } else { false }
    }
}
