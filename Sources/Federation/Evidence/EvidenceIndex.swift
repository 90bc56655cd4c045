import DNS

/// Evidence arranged for questions.
public struct EvidenceIndex: Sendable {
    public let evidence: Evidence
    private let dns: [Question: Int]
    private let https: [String: [Int]]
    private let tls: [Endpoint: [Int]]
    private let federation: [Endpoint: [Int]]
    // Fourteen implementations ask the same questions.
    private let answers = MemoTable<Question, Answer>()
    private let hosts = MemoTable<Name, HostFacts>()
    private let selections = MemoTable<Question, ServiceSelection>()

    private struct Endpoint: Hashable {
        let address: IPAddress
        let port: UInt16
    }

    public init(_ evidence: Evidence) {
        self.evidence = evidence
        var dns: [Question: Int] = [:]
        for (number, entry) in evidence.dns.enumerated() {
            // What peers get comes from resolvers; the zone's own servers speak only where no resolver was asked.
            let known = dns[entry.question].map { evidence.dns[$0] }
            if known == nil || known?.nameServer != nil && entry.nameServer == nil { dns[entry.question] = number }
        }
        self.dns = dns
        var https: [String: [Int]] = [:]
        for (number, entry) in evidence.https.enumerated() { https[entry.url, default: []].append(number) }
        self.https = https
        var tls: [Endpoint: [Int]] = [:]
        for (number, entry) in evidence.tls.enumerated() {
            tls[Endpoint(address: entry.address, port: entry.port), default: []].append(number)
        }
        self.tls = tls
        var federation: [Endpoint: [Int]] = [:]
        for (number, entry) in evidence.federation.enumerated() {
            federation[Endpoint(address: entry.address, port: entry.port), default: []].append(number)
        }
        self.federation = federation
    }

    /// What the resolver said: of several entries for a question the first that no server of the zone itself gave.
    public func entry(_ question: Question) -> DNSEntry? {
        dns[question].map { evidence.dns[$0] }
    }

    /// The addresses of a name as far as they are known, IPv4 first.
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

    /// What came back from a URL, from each address that was asked.
    public func documents(at url: String) -> [HTTPSEntry] {
        https[url]?.map { evidence.https[$0] } ?? []
    }

    /// The handshakes with an address and port, in the order of the evidence.
    public func handshakes(_ address: IPAddress, _ port: UInt16) -> [TLSEntry] {
        tls[Endpoint(address: address, port: port)]?.map { evidence.tls[$0] } ?? []
    }

    /// The requests to an address and port, in the order of the evidence.
    public func requests(_ address: IPAddress, _ port: UInt16) -> [FederationEntry] {
        federation[Endpoint(address: address, port: port)]?.map { evidence.federation[$0] } ?? []
    }

    /// The answer to a question, aliases followed through other entries where the answer itself ends in one.
    public func answer(_ question: Question) -> Answer {
        answers(question) { findAnswer(question) }
    }

    /// The addresses of a host, as far as they are known.
    func host(_ name: Name) -> HostFacts {
        hosts(name) { HostFacts([answer(Question(name, .a)), answer(Question(name, .aaaa))]) }
    }

    /// The SRV records that are judged of those that a question is answered with.
    func services(_ answer: Answer) -> ServiceSelection {
        selections(answer.question) { ServiceSelection(answer.records) }
    }

    private func findAnswer(_ question: Question) -> Answer {
        var aliases: [Name] = []
        // Targets met before: a loop of aliases leads nowhere.
        var met: Set<Name> = []
        var next = question
        while true {
            guard let entry = entry(next) else {
                return Answer(question: question, state: .notCollected(next), aliases: aliases, entry: nil)
            }
            // Nothing listens where the resolver should be: that tells of the resolver, and nothing of the name.
            // Over TCP it has something to tell: an answer was there, too large for UDP.
            if entry.status == .refusedConnection && entry.transport != "tcp" || entry.status == .internalAddress {
                return Answer(question: question, state: .notCollected(next), aliases: aliases, entry: entry)
            }
            guard case .rcode(let rcode) = entry.status, rcode == "NOERROR" || rcode == "NXDOMAIN" else {
                return Answer(question: question, state: .failed(entry.status), aliases: aliases, entry: entry)
            }
            var end = next.name
            // The records of a chain may stand in any order.
            let targets = Self.aliasTargets(entry)
            while let target = targets[end], met.insert(target).inserted {
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
            // An answer that ends in an alias says nothing of the name it leads to where a server gave it that answers
            // for its own zones only. A resolver has followed the aliases to their end.
            let further = Question(end, question.type)
            if rcode == "NXDOMAIN" || end == next.name || entry.isAuthoritative != true && self.entry(further) == nil {
                let state: Answer.State = rcode == "NXDOMAIN" ? .noName : .noData
                return Answer(question: question, state: state, aliases: aliases, entry: entry)
            }
            next = further
        }
    }

    /// Where each alias of an answer leads; of several records of one name the first counts.
    private static func aliasTargets(_ entry: DNSEntry) -> [Name: Name] {
        var targets: [Name: Name] = [:]
        for record in entry.records where record.type == .cname && targets[record.owner] == nil {
            targets[record.owner] = record.target
        }
        return targets
    }
}

/// What is known about a question.
public struct Answer: Sendable {
    public let question: Question
    public let state: State
    /// The names that aliases lead to, in order; empty when the name is no alias.
    public let aliases: [Name]
    public let entry: DNSEntry?

    public enum State: Sendable {
        case records([AnswerRecord])
        /// The name exists, perhaps only above others, but not with this type.
        case noData
        case noName
        case failed(DNSStatus)
        /// The question, or the one at the end of its aliases, was not asked.
        case notCollected(Question)
    }

    /// Whether there are more aliases than resolvers follow: they answer with SERVFAIL, whatever the evidence has.
    public var hasTooManyAliases: Bool { aliases.count > DiscoveryLimits.aliases }

    public var records: [AnswerRecord] {
        if case .records(let records) = state { records } else { [] }
    }
}
