import DNS

/// Evidence arranged for questions.
public struct EvidenceIndex: Sendable {
    public let evidence: Evidence
    private let dns: [Question: Int]
    private let https: [String: [Int]]

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
    }

    /// What the resolver said: of several entries for a question the first that no server of the zone itself gave.
    public func entry(_ question: Question) -> DNSEntry? {
        dns[question].map { evidence.dns[$0] }
    }

    /// The addresses of a name as far as they are known, IPv4 first.
    public func addresses(of name: Name) -> [IPAddress] {
        [RecordType.a, .aaaa].flatMap { answer(Question(name, $0)).records.compactMap(\.address) }
    }

    /// What came back from a URL, from each address that was asked.
    public func documents(at url: String) -> [HTTPSEntry] {
        https[url]?.map { evidence.https[$0] } ?? []
    }

    /// The answer to a question, aliases followed through other entries where the answer itself ends in one.
    public func answer(_ question: Question) -> Answer {
        var aliases: [Name] = []
        var next = question
        // As many as resolvers follow before they give up, and some more.
        for _ in 0..<20 {
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
            for _ in entry.records.indices {
                guard let alias = entry.records.first(where: { $0.type == .cname && $0.owner == end }),
                    let target = alias.target, !aliases.contains(target)
                else { break }
                aliases.append(target)
                end = target
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
        return Answer(question: question, state: .noData, aliases: aliases, entry: nil)
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

    public var records: [AnswerRecord] {
        if case .records(let records) = state { records } else { [] }
    }
}
