import DNS

/// The questions that are needed for the routes of all implementations to a server name, and for their problems.
///
/// Answers lead to more questions: ask these, add the answers to the evidence, and repeat until there are none.
public enum OpenQuestions {
    /// The DNS questions about a server name that the evidence does not answer.
    ///
    /// These are more than the routes need: SRV records that a well-known document overrides are included. Of the
    /// targets of a large RRset, only those that discovery uses are included.
    public static func dns(for serverName: ServerName, _ evidence: EvidenceIndex) -> [Question] {
        var open: [Question] = []
        var seen: Set<Question> = []
        func request(_ name: Name, _ type: RecordType) -> Answer {
            let answer = evidence.answer(Question(name, type))
            if case .notCollected(let question) = answer.state, seen.insert(question).inserted { open.append(question) }
            return answer
        }
        for (base, hasPort) in bases(serverName, evidence) {
            _ = request(base, .a)
            _ = request(base, .aaaa)
            guard !hasPort else { continue }
            for service in MatrixService.allCases {
                guard let owner = service.owner(at: base) else { continue }
                for target in evidence.services(request(owner, .srv)).services.map(\.target) where !target.isRoot {
                    _ = request(target, .a)
                    _ = request(target, .aaaa)
                }
            }
        }
        return open
    }

    /// The server name, and the delegated servers of all implementations.
    private static func bases(_ serverName: ServerName, _ evidence: EvidenceIndex) -> [(Name, hasPort: Bool)] {
        guard case .name(let host) = serverName.host, let name = Name(host) else { return [] }
        var bases = [(name, hasPort: serverName.port != nil)]
        guard serverName.port == nil else { return bases }
        var seen: Set<String> = []
        for entry in evidence.documents(at: WellKnown.url(host, .server)) {
            for policy in [WellKnownPolicy.lenient, .lenientWithExactKeys] {
                guard case .value(let value, _)? = ServerDocument.read(entry.body ?? [], policy),
                    seen.insert(value).inserted,
                    let delegated = (try? ServerName(value)) ?? (try? ServerName(Discovery.withoutFinalDot(value))),
                    let name = delegated.dnsName
                else { continue }
                // Some implementations take port 0 as no port.
                bases.append((name, hasPort: delegated.port ?? 0 != 0))
            }
        }
        return bases
    }
}

extension WellKnownPolicy {
    /// Reads them with another choice among duplicate keys.
    static var lenientWithExactKeys: WellKnownPolicy {
        var policy = lenient
        policy.keyCase = .exact
        return policy
    }

    /// Reads every document that any implementation reads.
    static let lenient = WellKnownPolicy(
        statuses: .any, size: .some(.none), redirects: .max, keyCase: .ignored, trailingText: .ignored,
        invalidValue: .ignored, emptyValue: .ignored, trailingDot: .keptInHostHeader
    )
}
