import DNS
import Diagnostics
import Federation

/// A question that implementations ask on their way to the server, and that the DNS does not answer.
struct FailedQuestion {
    let question: Question
    /// What came instead; its question may be that at the end of an alias.
    let entry: DNSEntry
    let kind: Kind
    /// Whether peers can do without: the other family of addresses is there, or only the well-known document hangs on it.
    let isSpared: Bool

    enum Kind: Hashable {
        case servFail
        /// Any other rcode.
        case refused(String)
        case timeout
        case malformed
        case bogus
        /// A truncated answer, and no connection for the rest.
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
                self = entry.extendedErrors.contains { ExtendedErrorWords.isDNSSEC($0.code) } ? .bogus : .servFail
            case .rcode(let code): self = .refused(code)
            }
        }
    }
}

extension DelegationContext {
    /// The questions that implementations ask, testers left out, and those for the host of the well-known document.
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

    /// Those of them that are not answered.
    var failedQuestions: [FailedQuestion] {
        shared.value("failed questions") { findFailedQuestions() }
    }

    private func findFailedQuestions() -> [FailedQuestion] {
        guard input.evidence?.dns.isEmpty == false else { return [] }
        let main: Set<Question> = Set(
            (likelyRoutes?.all ?? []).filter {
                [.specification, .synapse, .dendrite].contains($0.implementation.name)
            }.flatMap(\.route.questions))
        return askedQuestions.compactMap { question in
            let answer = evidence.answer(question)
            // Too many aliases are reported as such.
            guard case .failed = answer.state, !answer.hasTooManyAliases, let entry = answer.entry else { return nil }
            let kind = FailedQuestion.Kind(entry)
            var isSpared = !main.contains(question) || kind == .refused("NOTIMP")
            if question.type == .a || question.type == .aaaa {
                let other = evidence.answer(Question(question.name, question.type == .a ? .aaaa : .a))
                if !other.records.isEmpty { isSpared = true }
            }
            return FailedQuestion(question: question, entry: entry, kind: kind, isSpared: isSpared)
        }
    }

    /// Those of a kind, equal reasons together.
    func failures(_ isMeant: (FailedQuestion.Kind) -> Bool) -> [[FailedQuestion]] {
        var groups: [[FailedQuestion]] = []
        for failed in failedQuestions where isMeant(failed.kind) {
            let index = groups.firstIndex {
                $0[0].kind == failed.kind && $0[0].entry.extendedErrors == failed.entry.extendedErrors
            }
            if let index { groups[index].append(failed) } else { groups.append([failed]) }
        }
        return groups
    }

    /// Whether nothing at all was answered: then it is the resolver's doing, as far as anybody can tell.
    var isWithoutAnyAnswer: Bool {
        shared.value("no question was answered") {
            let entries = evidence.evidence.dns.filter { $0.nameServer == nil }
            return entries.count > 1
                && entries.allSatisfy { $0.status != .noError && $0.status != .nxDomain && $0.status != .bogus }
                && Set(entries.map(\.question)).count > 1
        }
    }

    /// What implementations make of the failure: who fails, and who goes elsewhere.
    func consequence(of failed: [FailedQuestion]) -> String {
        let questions = Set(failed.map(\.question))
        let affected = (likelyRoutes?.all ?? []).filter { compared in
            compared.implementation.kind != .tester && compared.implementation.kind != .specification
                && compared.route.questions.contains(where: questions.contains)
        }
        let failing = affected.filter { $0.route.outcome == .failed }.map(\.implementation.shortTitle)
        var places: [String] = []
        var visitors: [String: [String]] = [:]
        for compared in affected where compared.route.outcome == .resolved {
            guard let place = compared.route.destinations.first?.place else { continue }
            if visitors[place] == nil { places.append(place) }
            visitors[place, default: []].append(compared.implementation.shortTitle)
        }
        var words: [String] = []
        if !failing.isEmpty {
            words.append("\(Words.list(failing)) \(failing.count == 1 ? "gives" : "give") up")
        }
        for place in places {
            let names = visitors[place] ?? []
            words.append(
                "\(Words.list(names)) \(names.count == 1 ? "goes" : "go") on and "
                    + "\(names.count == 1 ? "connects" : "connect") to \(place)")
        }
        return words.isEmpty ? "peers cannot look the server up" : words.joined(separator: "; ")
    }

    /// A finding about questions that fail alike.
    ///
    /// - Parameter outcome: what happens to them, with `is` or `are` to be put before it.
    func finding(
        _ rule: RuleInfo,
        _ failed: [FailedQuestion],
        _ outcome: String,
        why: String? = nil,
        help: String
    ) -> Finding {
        let entry = failed[0].entry
        let shown =
            failed.prefix(4).map { "`\($0.question)`" }
            + (failed.count > 4 ? [Words.count(failed.count - 4, "more question")] : [])
        let errors = ExtendedErrorWords.words(entry.extendedErrors)
        return Finding(
            rule,
            (failed.count == 1 ? "the question \(shown[0]) is " : "the questions \(Words.list(shown)) are ") + outcome
                + (errors.map { " (\($0))" } ?? ""),
            at: nil,
            why: (why.map { "\($0); " } ?? "") + consequence(of: failed),
            help: help,
            severity: failed.allSatisfy(\.isSpared) ? min(rule.severity, .warning) : nil,
            subject: subject,
            source: FactSource(entry)
        )
    }
}
