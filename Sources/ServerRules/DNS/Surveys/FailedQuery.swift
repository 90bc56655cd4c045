import DNS
import Diagnostics
import Federation

/// A query that implementations make during discovery, and that the DNS does not answer.
struct FailedQuery {
    let question: Question
    /// The failure. Its question may be that at the end of an alias chain.
    let entry: DNSEntry
    let kind: Kind
    /// Whether peers do not depend on the answer: there are addresses of the other family, or only the well-known
    /// document needs it.
    let isOptional: Bool

    enum Kind: Hashable {
        case servFail
        /// Any other RCODE.
        case refused(String)
        case timeout
        case malformed
        case bogus
        /// A truncated answer over UDP, and none over TCP.
        case withoutTCP

        init(_ entry: DNSEntry) {
            if entry.transport == "tcp", [.timeout, .refusedConnection].contains(entry.status) {
                self = .withoutTCP
                return
            }
            switch entry.status {
            case .bogus: self = .bogus
            case .timeout, .refusedConnection, .internalAddress: self = .timeout
            case .malformed: self = .malformed
            case .rcode("SERVFAIL"):
                self = entry.extendedErrors.contains { ExtendedErrorDescription.isDNSSEC($0.code) } ? .bogus : .servFail
            case .rcode(let code): self = .refused(code)
            }
        }
    }
}

extension ServerContext {
    /// The questions that implementations other than test tools ask, and those about the host of the well-known document.
    var askedQuestions: [Question] {
        shared.value("asked questions") { findAskedQuestions() }
    }

    private func findAskedQuestions() -> [Question] {
        var questions: [Question] = []
        var seen: Set<Question> = []
        func add(_ question: Question) {
            if seen.insert(question).inserted { questions.append(question) }
        }
        for compared in likelyRoutes?.all ?? [] where compared.implementation.kind != .tester {
            compared.route.questions.forEach(add)
        }
        documentQuestions.forEach(add)
        return questions
    }

    private var documentQuestions: [Question] {
        guard let host = delegatingHost, let name = Name(host) else { return [] }
        return [RecordType.a, .aaaa].map { Question(name, $0) }
    }

    /// The questions of ``askedQuestions`` that are not answered.
    var failedQuestions: [FailedQuery] {
        shared.value("failed questions") { findFailedQuestions() }
    }

    private func findFailedQuestions() -> [FailedQuery] {
        guard input.evidence?.dns.isEmpty == false else { return [] }
        let main: Set<Question> = Set(
            (likelyRoutes?.all ?? []).filter {
                [.specification, .synapse, .dendrite].contains($0.implementation.name)
            }.flatMap(\.route.questions))
        return askedQuestions.compactMap { question in
            let answer = evidence.answer(question)
            // N110 reports too many aliases.
            guard case .failed = answer.state, !answer.hasTooManyAliases, let entry = answer.entry else { return nil }
            let kind = FailedQuery.Kind(entry)
            var isOptional = !main.contains(question) || kind == .refused("NOTIMP")
            if question.type == .a || question.type == .aaaa {
                let other = evidence.answer(Question(question.name, question.type == .a ? .aaaa : .a))
                if !other.records.isEmpty { isOptional = true }
            }
            return FailedQuery(question: question, entry: entry, kind: kind, isOptional: isOptional)
        }
    }

    /// The failed questions of some kinds, grouped by kind and extended errors.
    func failures(_ isIncluded: (FailedQuery.Kind) -> Bool) -> [[FailedQuery]] {
        var groups: [[FailedQuery]] = []
        for failed in failedQuestions where isIncluded(failed.kind) {
            let index = groups.firstIndex {
                $0[0].kind == failed.kind && $0[0].entry.extendedErrors == failed.entry.extendedErrors
            }
            if let index { groups[index].append(failed) } else { groups.append([failed]) }
        }
        return groups
    }

    /// Whether no query at all was answered, so that the cause may be the resolver.
    var isWithoutAnyAnswer: Bool {
        shared.value("no question was answered") {
            let entries = evidence.evidence.dns.filter { $0.nameServer == nil }
            return entries.count > 1
                && entries.allSatisfy { $0.status != .noError && $0.status != .nxDomain && $0.status != .bogus }
                && Set(entries.map(\.question)).count > 1
        }
    }

    /// How implementations react to the failure, as clauses: which of them fail, and where the others connect.
    func consequences(of failed: [FailedQuery]) -> [String] {
        let questions = Set(failed.map(\.question))
        let affected = (likelyRoutes?.all ?? []).filter { compared in
            compared.implementation.kind != .tester && compared.implementation.kind != .specification
                && compared.route.questions.contains(where: questions.contains)
        }
        let failing = affected.filter { $0.route.outcome == .failed }.map(\.implementation.shortTitle)
        var endpoints: [String] = []
        var implementations: [String: [String]] = [:]
        for compared in affected where compared.route.outcome == .resolved {
            guard let endpoint = compared.route.destinations.first?.endpoint else { continue }
            if implementations[endpoint] == nil { endpoints.append(endpoint) }
            implementations[endpoint, default: []].append(compared.implementation.shortTitle)
        }
        var words: [String] = []
        if !failing.isEmpty {
            words.append("\(Words.list(failing)) \(failing.count == 1 ? "gives" : "give") up")
        }
        for endpoint in endpoints {
            let names = implementations[endpoint] ?? []
            words.append(
                "\(Words.list(names)) \(names.count == 1 ? "continues" : "continue") and "
                    + "\(names.count == 1 ? "connects" : "connect") to \(endpoint)")
        }
        return words.isEmpty ? ["peers cannot discover the server"] : words
    }

    /// A finding about queries that fail in the same way.
    ///
    /// - Parameter outcome: A phrase that follows `is` or `are`.
    func finding(
        _ rule: RuleInfo,
        _ failed: [FailedQuery],
        _ outcome: String,
        why: String? = nil,
        help: String
    ) -> Finding {
        let entry = failed[0].entry
        let shown =
            failed.prefix(4).map { "`\($0.question)`" }
            + (failed.count > 4 ? ["\(failed.count - 4) more"] : [])
        let errors = ExtendedErrorDescription.words(entry.extendedErrors)
        return Finding(
            rule,
            (failed.count == 1 ? "the query \(shown[0]) is " : "the queries \(Words.list(shown)) are ") + outcome
                + (errors.map { " (\($0))" } ?? ""),
            at: nil,
            why: Sentences.joined([why].compactMap(\.self) + consequences(of: failed)),
            help: help,
            severity: failed.allSatisfy(\.isOptional) ? min(rule.severity, .warning) : nil,
            subject: subject,
            source: FactSource(entry),
            route: RoutePosition(.answer(to: (failed.first { !$0.isOptional } ?? failed[0]).question))
        )
    }
}
