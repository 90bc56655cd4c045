import DNS

/// Evidence indexed by question, URL and endpoint.
public struct EvidenceIndex: Sendable {
    public let evidence: Evidence
    private let dns: [Question: Int]
    private let https: [String: [Int]]
    private let tls: [TransportEndpoint: [Int]]
    private let federation: [TransportEndpoint: [Int]]
    // Fourteen implementations ask the same questions.
    private let answers = MemoTable<Question, Answer>()
    private let hosts = MemoTable<Name, HostFacts>()
    private let selections = MemoTable<Question, ServiceSelection>()

    public init(_ evidence: Evidence) {
        self.evidence = evidence
        var dns: [Question: Int] = [:]
        for (number, entry) in evidence.dns.enumerated() {
            // Peers get the answers of resolvers. An answer of the zone's own servers counts only without one of a
            // resolver.
            let known = dns[entry.question].map { evidence.dns[$0] }
            if known == nil || known?.nameServer != nil && entry.nameServer == nil { dns[entry.question] = number }
        }
        self.dns = dns
        var https: [String: [Int]] = [:]
        for (number, entry) in evidence.https.enumerated() { https[entry.url, default: []].append(number) }
        self.https = https
        var tls: [TransportEndpoint: [Int]] = [:]
        for (number, entry) in evidence.tls.enumerated() { tls[entry.endpoint, default: []].append(number) }
        self.tls = tls
        var federation: [TransportEndpoint: [Int]] = [:]
        for (number, entry) in evidence.federation.enumerated() {
            federation[entry.endpoint, default: []].append(number)
        }
        self.federation = federation
    }

    /// The first entry for a question from a resolver, or else from a server of the zone.
    public func entry(_ question: Question) -> DNSEntry? {
        dns[question].map { evidence.dns[$0] }
    }

    /// The known addresses of a name, IPv4 first.
    public func addresses(of name: Name) -> [IPAddress] {
        [RecordType.a, .aaaa].flatMap { answer(Question(name, $0)).records.compactMap(\.address) }
    }

    /// The addresses of a server name's host, or the address that the server name is.
    public func addresses(of serverName: ServerName) -> [IPAddress] {
        switch serverName.host {
        case .address(let address): [address]
        case .name(let host): Name(host).map { addresses(of: $0) } ?? []
        }
    }

    /// The entries for a URL, one for each address that was asked.
    public func documents(at url: String) -> [HTTPSEntry] {
        https[url]?.map { evidence.https[$0] } ?? []
    }

    /// The handshakes with an address and port, in the order of the evidence.
    public func handshakes(_ address: IPAddress, _ port: UInt16) -> [TLSEntry] {
        tls[TransportEndpoint(address, port: Int(port))]?.map { evidence.tls[$0] } ?? []
    }

    /// The requests to an address and port, in the order of the evidence.
    public func requests(_ address: IPAddress, _ port: UInt16) -> [FederationEntry] {
        federation[TransportEndpoint(address, port: Int(port))]?.map { evidence.federation[$0] } ?? []
    }

    /// The answer to a question. If it ends in an alias, other entries are used to follow it.
    public func answer(_ question: Question) -> Answer {
        answers(question) { findAnswer(question) }
    }

    /// The known addresses of a host.
    func host(_ name: Name) -> HostFacts {
        hosts(name) { HostFacts([answer(Question(name, .a)), answer(Question(name, .aaaa))]) }
    }

    /// The SRV records of an answer that discovery uses.
    func services(_ answer: Answer) -> ServiceSelection {
        selections(answer.question) { ServiceSelection(answer.records) }
    }

    private func findAnswer(_ question: Question) -> Answer {
        var aliases: [Name] = []
        // The targets so far: a loop of aliases has no end.
        var seen: Set<Name> = []
        var next = question
        while true {
            guard let entry = entry(next) else {
                return Answer(question: question, state: .notCollected(next), aliases: aliases, entry: nil)
            }
            // A refused connection is a fault of the resolver, and the name is unknown. Over TCP it is an answer: there
            // was one that is too large for UDP.
            if entry.status == .refusedConnection && entry.transport != "tcp" || entry.status == .internalAddress {
                return Answer(question: question, state: .notCollected(next), aliases: aliases, entry: entry)
            }
            guard case .rcode(let rcode) = entry.status, rcode == "NOERROR" || rcode == "NXDOMAIN" else {
                return Answer(question: question, state: .failed(entry.status), aliases: aliases, entry: entry)
            }
            var end = next.name
            // The records of a chain may be in any order.
            let targets = Self.aliasTargets(entry)
            while let target = targets[end], seen.insert(target).inserted {
                aliases.append(target)
                end = target
                guard aliases.count <= DiscoveryLimits.aliases else {
                    return Answer(question: question, state: .failed(.servFail), aliases: aliases, entry: entry)
                }
            }
            let found = entry.records.filter { $0.type == question.type && $0.owner == end }
            if !found.isEmpty {
                return Answer(question: question, state: .records(found), aliases: aliases, entry: entry)
            }
            // An authoritative server answers only for its own zones, so its answer may end in an alias. A resolver
            // follows aliases to their end.
            let further = Question(end, question.type)
            if rcode == "NXDOMAIN" || end == next.name || entry.isAuthoritative != true && self.entry(further) == nil {
                let state: Answer.State = rcode == "NXDOMAIN" ? .noName : .noData
                return Answer(question: question, state: state, aliases: aliases, entry: entry)
            }
            next = further
        }
    }

    /// The target of each alias in an answer; the first record of a name counts.
    private static func aliasTargets(_ entry: DNSEntry) -> [Name: Name] {
        var targets: [Name: Name] = [:]
        for record in entry.records where record.type == .cname && targets[record.owner] == nil {
            targets[record.owner] = record.target
        }
        return targets
    }
}

/// The answer to a question, or why there is none.
public struct Answer: Sendable {
    public let question: Question
    public let state: State
    /// The targets of the aliases in order; empty if the name is not an alias.
    public let aliases: [Name]
    public let entry: DNSEntry?

    public enum State: Sendable {
        case records([AnswerRecord])
        /// The name exists, possibly as an empty non-terminal, but not with this type.
        case noData
        case noName
        case failed(DNSStatus)
        /// This question, which is the original one or that for the target of its aliases, was not asked.
        case notCollected(Question)
    }

    /// Whether there are more aliases than resolvers follow. They answer with SERVFAIL then, whatever the evidence has.
    public var hasTooManyAliases: Bool { aliases.count > DiscoveryLimits.aliases }

    public var records: [AnswerRecord] {
        if case .records(let records) = state { records } else { [] }
    }
}
