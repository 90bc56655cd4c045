import Diagnostics
import ZoneFile

/// Finds the suppression comments that suppressed nothing.
struct UnusedSuppressions {
    /// A zone after suppressions were applied to its findings.
    struct JudgedZone {
        let coverage: RuleCoverage
        let suppressions: Suppressions
        let use: Suppressions.Use
        let subject: Subject

        var zone: Zone { coverage.zone }
    }

    /// The location of a comment, which is the same in all zones that include its file.
    private struct Location: Hashable {
        let file: String
        let offset: Int
    }

    private struct Verdict {
        var used: Set<Int> = []
        /// The words for which the check of some zone is not conclusive.
        var inconclusive: Set<Int> = []
        /// The first zone that contains the comment, and the number of the comment in it.
        var first: (zone: Int, comment: Int)
    }

    /// Returns the findings of X101, each with the index of the first zone that contains the comment.
    static func findings(in zones: [JudgedZone]) -> [(zone: Int, finding: Finding)] {
        var verdicts: [Location: Verdict] = [:]
        var order: [Location] = []
        // A zone may have a comment on every record, but few different words in them.
        var rulesByWord: [String: [RuleInfo]] = [:]
        func rules(_ word: SuppressionComment.Word) -> [RuleInfo] {
            if let rules = rulesByWord[word.text] { return rules }
            let rules = RuleRegistry.infos.filter(word.names)
            rulesByWord[word.text] = rules
            return rules
        }
        for (zoneNumber, judged) in zones.enumerated() where !judged.suppressions.comments.isEmpty {
            let names = fileNames(of: judged.zone)
            lazy var positions = RecordPositions(judged.zone)
            func leadsElsewhere(_ comment: SuppressionComment, _ rule: RuleInfo) -> Bool {
                // A comment that belongs to no record suppresses nothing in any zone.
                if comment.reach == .nothing { return false }
                guard let entry = comment.entry else { return judged.coverage.leadsElsewhere(rule) }
                let records = positions.records(in: entry, of: comment.span.source)
                // The records of a directive are too many to check.
                return records.isEmpty || records.contains { judged.coverage.leadsElsewhere(Int($0)) }
            }
            for (number, comment) in judged.suppressions.comments.enumerated() {
                let source = comment.span.source
                let file = names[ObjectIdentifier(source)] ?? source.path
                let location = Location(file: file, offset: comment.span.range.lowerBound)
                if verdicts[location] == nil {
                    verdicts[location] = Verdict(first: (zoneNumber, number))
                    order.append(location)
                }
                let used = judged.use.words[number] ?? []
                verdicts[location]?.used.formUnion(used)
                var before: Set<String> = []
                for (index, word) in comment.words.enumerated() {
                    let isRepeated = !before.insert(word.text.lowercased()).inserted
                    if used.contains(index) || isRepeated && !rules(word).isEmpty { continue }
                    if !judged.isConclusive(comment, rules(word), leadsElsewhere) {
                        verdicts[location]?.inconclusive.insert(index)
                    }
                }
            }
        }
        return order.compactMap { location in
            guard let verdict = verdicts[location] else { return nil }
            let judged = zones[verdict.first.zone]
            let comment = judged.suppressions.comments[verdict.first.comment]
            let unused = comment.words.indices.filter {
                !verdict.used.contains($0) && !verdict.inconclusive.contains($0)
            }
            guard !unused.isEmpty else { return nil }
            return (verdict.first.zone, UnusedSuppression.finding(comment, unused: unused, judged.subject))
        }
    }

    private static func fileNames(of zone: Zone) -> [ObjectIdentifier: String] {
        var names: [ObjectIdentifier: String] = [:]
        for (source, identity) in zip(zone.sources, zone.identities) {
            if let identity { names[ObjectIdentifier(source)] = "\u{0}" + identity }
        }
        return names
    }
}

extension UnusedSuppressions.JudgedZone {
    /// Whether it is certain that the rules have no findings that the comment suppresses.
    fileprivate func isConclusive(
        _ comment: SuppressionComment, _ rules: [RuleInfo], _ leadsElsewhere: (SuppressionComment, RuleInfo) -> Bool
    ) -> Bool {
        // X102 reports the unknown word.
        if rules.isEmpty { return false }
        // A comment on a record never suppresses these. In a comment for the file they may be a precaution.
        if rules.allSatisfy(Suppressions.isForFilesOnly) {
            return comment.reach != .file && rules.allSatisfy(coverage.selection.contains)
        }
        return rules.allSatisfy { rule in coverage.isConclusive(rule) { leadsElsewhere(comment, rule) } }
    }
}
