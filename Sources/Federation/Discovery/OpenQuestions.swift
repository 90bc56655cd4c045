import DNS

/// What has to be asked so that every implementation's route to a server name is known, and what stands in its way.
///
/// Answers lead to further questions: ask these, add the answers to the evidence, and ask again until none is left.
public enum OpenQuestions {
    /// Questions of the DNS that bear on the server name and that the evidence does not have.
    ///
    /// More than the routes ask: SRV records that a well-known makes dead are worth knowing as well. Of
    /// a large set, those are asked for that are judged.
    public static func dns(for serverName: ServerName, _ evidence: EvidenceIndex) -> [Question] {
        var open: [Question] = []
        var seen: Set<Question> = []
        func want(_ name: Name, _ type: RecordType) -> Answer {
            let answer = evidence.answer(Question(name, type))
            if case .notCollected(let question) = answer.state, seen.insert(question).inserted { open.append(question) }
            return answer
        }
        for (base, hasPort) in bases(serverName, evidence) {
            _ = want(base, .a)
            _ = want(base, .aaaa)
            guard !hasPort else { continue }
            for service in MatrixServiceName.allCases {
                guard let owner = service.owner(at: base) else { continue }
                for target in evidence.services(want(owner, .srv)).services.map(\.target) where !target.isRoot {
                    _ = want(target, .a)
                    _ = want(target, .aaaa)
                }
            }
        }
        return open
    }

    /// The server name, and the hosts that its well-known names for somebody.
    private static func bases(_ serverName: ServerName, _ evidence: EvidenceIndex) -> [(Name, hasPort: Bool)] {
        guard case .name(let host) = serverName.host, let name = Name(host) else { return [] }
        var bases = [(name, hasPort: serverName.port != nil)]
        guard serverName.port == nil else { return bases }
        var seen: Set<String> = []
        for entry in evidence.documents(at: WellKnown.url(host, .server)) {
            guard case .value(let value, _)? = ServerDocument.read(entry.body ?? [], .lenient),
                seen.insert(value).inserted, let delegated = try? ServerName(value), let name = delegated.dnsName
            else { continue }
            bases.append((name, hasPort: delegated.port != nil))
        }
        return bases
    }
}

extension WellKnownPolicy {
    /// Reads whatever anybody reads.
    static let lenient = WellKnownPolicy(
        statuses: .any, size: .some(.none), redirects: .max, keyCase: .ignored, trailingText: .ignored,
        invalidValue: .ignored, emptyValue: .ignored, trailingDot: .stripped
    )
}
