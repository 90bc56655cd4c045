import DNS

extension Evidence {
    /// The number of entries that are searched for aliases.
    private static let aliasLimit = 1_600

    /// The evidence with an answer for each host behind aliases whose addresses were not asked for. The answer for the
    /// alias has them too (RFC 1034, section 4.3.2, step 3a).
    var withCanonicalHosts: Evidence {
        let aliases = dns.prefix(Self.aliasLimit).filter { entry in
            [.a, .aaaa].contains(entry.question.type) && entry.records.contains { $0.type == .cname }
        }
        guard !aliases.isEmpty else { return self }
        let index = EvidenceIndex(self)
        var known = self
        var added: Set<Question> = []
        for entry in aliases {
            let answer = index.answer(entry.question)
            guard let host = answer.aliases.last else { continue }
            let question = Question(host, entry.question.type)
            guard index.entry(question) == nil, let status = answer.state.status, added.insert(question).inserted
            else { continue }
            known.dns.append(
                DNSEntry(
                    question, status, records: answer.records, server: entry.server,
                    circumstances: entry.circumstances))
        }
        return known
    }
}

extension Answer.State {
    /// The status of an answer for the last name; `nil` if there is none.
    fileprivate var status: DNSStatus? {
        switch self {
        case .records, .noData: .noError
        case .noName: .nxDomain
        case .failed, .notCollected: nil
        }
    }
}
