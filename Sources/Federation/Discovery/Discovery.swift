import DNS

/// Resolves a server name by the algorithm of the specification (server-server API, "Resolving server names"), as a
/// given implementation runs it, from collected evidence.
public struct Discovery {
    /// The assumption if the well-known document was not collected.
    public enum Assumption: Sendable {
        case none
        /// There is no well-known document.
        case noWellKnown
    }

    let serverName: ServerName
    let evidence: EvidenceIndex
    let implementation: Implementation.Identifier
    let policy: Policy
    let assumption: Assumption

    var steps: [Step.Number: Step] = [:]
    var questions: [Question] = []
    private var noted: Set<Question> = []
    var omissions: [Omission] = []
    var destinations: [Destination] = []
    var delegation = Route.Delegation.notApplicable
    /// The name that requests are for: the server name or the delegated server.
    var requested: ServerName
    /// Set when discovery ends early.
    var ending: (outcome: Route.Outcome, reason: String)?
    /// Whether a query failed after which only port 8448 is tried.
    var fellBack = false
    /// A Host header that overrides the policy.
    var hostHeaderOverride: String?

    public static func route(
        to serverName: ServerName,
        _ evidence: EvidenceIndex,
        as implementation: Implementation = .specification,
        assuming assumption: Assumption = .none
    ) -> Route {
        var discovery = Discovery(
            serverName: serverName,
            evidence: evidence,
            implementation: implementation.name,
            policy: implementation.policy,
            assumption: assumption
        )
        discovery.run()
        return discovery.route
    }

    private init(
        serverName: ServerName,
        evidence: EvidenceIndex,
        implementation: Implementation.Identifier,
        policy: Policy,
        assumption: Assumption
    ) {
        self.serverName = serverName
        self.evidence = evidence
        self.implementation = implementation
        self.policy = policy
        self.assumption = assumption
        requested = serverName
    }

    private mutating func run() {
        switch serverName.host {
        case .address(let address):
            skip(.explicitPort, "the server name is an address")
            skip(.wellKnown, "the server name is an address")
            take(.addressLiteral, "the server name is an address")
            connect(to: address, of: serverName, .addressLiteral)
        case .name(let host):
            skip(.addressLiteral, "the server name is not an address")
            if let port = writtenPort(of: serverName) {
                take(.explicitPort, "the server name has the port \(port)")
                skip(.wellKnown, "the server name has a port")
                connect(to: host, port: port, of: serverName, .explicitPort)
            } else {
                skip(.explicitPort, "the server name has no port")
                runWellKnown(host)
            }
        }
    }

    private mutating func runWellKnown(_ host: String) {
        switch wellKnown(of: host) {
        case .delegates(let name):
            delegation = .present(name)
            take(.wellKnown, "it delegates to `\(name)`", Self.wellKnownURL(host))
            runDelegated(name)
        case .absent(let reason):
            delegation = .absent
            fail(.wellKnown, reason, Self.wellKnownURL(host))
            runServices(host, .withoutDelegation)
        case .notCollected where assumption == .noWellKnown:
            delegation = .assumedAbsent
            mark(.wellKnown, .unknown, "not collected, assumed absent", Self.wellKnownURL(host))
            runServices(host, .withoutDelegation)
        case .notCollected:
            delegation = .notCollected
            let reason = "\(Self.wellKnownURL(host)) was not collected"
            mark(.wellKnown, .unknown, "not collected", Self.wellKnownURL(host))
            end(.unknown, reason)
        case .fails(let reason):
            delegation = .unusable
            fail(.wellKnown, reason, Self.wellKnownURL(host))
            end(.failed, reason)
        case .unverified(let reason):
            delegation = .unknown
            mark(.wellKnown, .unknown, reason, Self.wellKnownURL(host))
            end(.unknown, reason)
        }
    }

    private mutating func runDelegated(_ delegated: ServerName) {
        requested = delegated
        switch delegated.host {
        case .address(let address):
            skip(.delegatedPort, "`m.server` is an address")
            if policy.delegatedServices == .atServerName, writtenPort(of: delegated) == nil,
                askOwnServices(for: delegated.hostText)
            {
                return
            }
            take(.delegatedAddress, "`m.server` is an address")
            connect(to: address, of: delegated, .delegatedAddress)
        case .name(let host):
            skip(.delegatedAddress, "`m.server` is not an address")
            if let port = writtenPort(of: delegated) {
                take(.delegatedPort, "`m.server` has the port \(port)")
                connect(to: host, port: port, of: delegated, .delegatedPort)
                return
            }
            skip(.delegatedPort, "`m.server` has no port")
            runServices(host, .delegated)
        }
    }

    /// Looks up the SRV records of the server name, where the specification has those of the delegated server.
    ///
    /// - Parameter base: The delegated server, which the request is for.
    /// - Returns: Whether the route is known then.
    mutating func askOwnServices(for base: String) -> Bool {
        guard case .name(let host) = serverName.host else { return false }
        if askServices(at: host, for: base, .delegated) { return true }
        return ending != nil
    }

    /// The port of a name as the implementation reads it.
    func writtenPort(of name: ServerName) -> Int? {
        guard let port = name.port, !(port == 0 && policy.portZeroIsNone) else { return nil }
        return port
    }

    static func wellKnownURL(_ host: String) -> String {
        WellKnown.url(host, .server)
    }
}

// MARK: - The route so far

extension Discovery {
    mutating func mark(_ number: Step.Number, _ status: Step.Status, _ reason: String, _ question: String? = nil) {
        steps[number] = Step(number: number, status: status, reason: reason, question: question)
    }

    mutating func take(_ number: Step.Number, _ reason: String, _ question: String? = nil) {
        mark(number, .taken, reason, question)
    }

    mutating func skip(_ number: Step.Number, _ reason: String) {
        mark(number, .skipped, reason)
    }

    mutating func fail(_ number: Step.Number, _ reason: String, _ question: String? = nil) {
        mark(number, .failed, reason, question)
    }

    mutating func end(_ outcome: Route.Outcome, _ reason: String) {
        if ending == nil { ending = (outcome, reason) }
    }

    /// Returns an answer, and adds the question to those of the route.
    mutating func ask(_ name: Name, _ type: RecordType) -> Answer {
        let question = Question(name, type)
        let answer = evidence.answer(question)
        note(question)
        if case .notCollected(let other) = answer.state { note(other) }
        return answer
    }

    private mutating func note(_ question: Question) {
        if noted.insert(question).inserted { questions.append(question) }
    }

    mutating func note(_ omission: Omission) {
        if omission.left > 0, !omissions.contains(omission) { omissions.append(omission) }
    }

    private var route: Route {
        let (outcome, reason) = ending ?? outcomeOfDestinations
        return Route(
            serverName: serverName,
            implementation: implementation,
            outcome: outcome,
            reason: reason,
            steps: Step.Number.allCases.map { number in
                steps[number]
                    ?? Step(number: number, status: .skipped, reason: unreachedReason(number), wasReached: false)
            },
            destinations: destinations,
            questions: questions,
            usesOneDestination: destinations.count > 1 && policy.targets != .allInOrder,
            delegation: delegation,
            omissions: omissions
        )
    }

    private func unreachedReason(_ number: Step.Number) -> String {
        if let ending { return ending.outcome == .unknown ? "it may not be reached" : "discovery failed before it" }
        switch number {
        case .delegatedAddress, .delegatedPort, .delegatedService, .delegatedOldService, .delegatedFallback:
            return "no well-known document delegates"
        default: return "an earlier step decided the route"
        }
    }

    private var outcomeOfDestinations: (Route.Outcome, String) {
        var unverified: String?
        var failure: String?
        for destination in usable {
            switch destination.reachability {
            case .addresses, .notCollected: return (.resolved, "peers connect to \(destination.endpoint)")
            case .unverified(let reason): unverified = unverified ?? reason
            case .unreachable(let reason): failure = failure ?? reason
            }
        }
        if let unverified { return (.unknown, unverified) }
        // One of the other records may lead to the server.
        let left = omissions.reduce(0) { if case .services = $1.subject { $0 + $1.left } else { $0 } }
        if left > 0, let failure, usable.count == destinations.count {
            return (.unknown, "\(failure), and \(left) more SRV records were not checked")
        }
        return (.failed, failure ?? "there is nothing to connect to")
    }

    /// The destinations that may be tried. Any may be if one is chosen at random or by the order of the answer.
    private var usable: ArraySlice<Destination> {
        switch policy.targets {
        case .firstInOrder, .lowestWeight: destinations.prefix(1)
        case .allInOrder, .weightedPick, .firstInAnswer: destinations[...]
        }
    }
}

extension Destination {
    /// "`matrix.example.com` port 8448". Hosts in prose have no final dot.
    public var endpoint: String { "`\(host.trimmingFinalDot)` port \(port)" }
}
