import DNS
import Diagnostics
import Federation

/// The answers of resolvers, compared by their questions. TTLs are not compared: they count down in a cache.
enum AnswerChanges {
    private enum Answer: Equatable {
        /// The data of the records, sorted; empty if there are none, whether the name exists or not.
        case records([String])
        /// The word for the failure.
        case failure(String)
    }

    static func changes(_ old: Evidence, _ new: Evidence) -> [AuditChange] {
        let before = Dictionary(answers(old).map { ($0.question, $0.answer) }) { first, _ in first }
        var seen: Set<Question> = []
        return answers(new).compactMap { question, answer in
            guard let earlier = before[question], earlier != answer, seen.insert(question).inserted else { return nil }
            return change(question, earlier, answer)
        }
    }

    /// The answers of resolvers. Name servers that were asked directly may disagree for a while after every change.
    private static func answers(_ evidence: Evidence) -> [(question: Question, answer: Answer)] {
        evidence.dns.filter { $0.nameServer == nil && $0.status != .internalAddress }.map { entry in
            guard entry.status == .noError || entry.status == .nxDomain else {
                return (entry.question, .failure(entry.status.word))
            }
            let records = entry.records.filter { $0.type == entry.question.type || $0.type == .cname }.map { record in
                let data = record.fields.joined(separator: " ")
                return record.type == entry.question.type ? data : "\(record.type) \(data)"
            }
            return (entry.question, .records(Set(records).sorted()))
        }
    }

    private static func change(_ question: Question, _ old: Answer, _ new: Answer) -> AuditChange {
        let isAddress = question.type == .a || question.type == .aaaa
        let name = MessageText.value(question.name.description.trimmingFinalDot)
        let subject = "\(question.type) records of `\(name)`"
        let (before, after) = (words(old), words(new))
        var sentence = "\(subject): \(before) before, \(after) now"
        if case .records(let left) = old, case .records(let right) = new {
            let parts = [
                ("added", right.filter { !left.contains($0) }), ("removed", left.filter { !right.contains($0) }),
            ]
            sentence =
                "\(subject): "
                + parts.filter { !$0.1.isEmpty }.map { "\(list($0.1)) \($0.0)" }.joined(separator: ", ")
        }
        return AuditChange(
            isAddress ? .addresses : .records, "\(question.name) \(question.type)", before: before, after: after,
            sentence)
    }

    private static func words(_ answer: Answer) -> String {
        switch answer {
        case .records(let records): records.isEmpty ? "none" : list(records)
        case .failure(let word): "no answer (\(word))"
        }
    }

    private static func list(_ records: [String]) -> String {
        Words.list(records.map { "`\(MessageText.value($0))`" }, limit: 4)
    }
}
