import Diagnostics
import ZoneFile

/// What is left of the comments once everything was silenced that they silence.
struct UnusedSuppressions {
    /// A zone after its findings were silenced.
    struct JudgedZone {
        let coverage: RuleCoverage
        let suppressions: Suppressions
        let use: Suppressions.Use
        let subject: Subject

        var zone: Zone { coverage.zone }
    }

    /// A comment, whichever of the zones of a run reads the file it stands in.
    private struct Place: Hashable {
        let file: String
        let offset: Int
    }

    private struct Verdict {
        var used: Set<Int> = []
        /// Words of which some zone cannot tell.
        var open: Set<Int> = []
        /// Who tells.
        var first: (zone: Int, comment: Int)
    }

    /// The findings of X101, each with the place in `zones` of the first zone that reads the comment.
    static func findings(in zones: [JudgedZone]) -> [(zone: Int, finding: Finding)] {
        var verdicts: [Place: Verdict] = [:]
        var order: [Place] = []
        // A zone may have a comment on every record, and few words in them.
        var rulesByWord: [String: [RuleInfo]] = [:]
        func rules(_ word: SuppressionComment.Word) -> [RuleInfo] {
            if let rules = rulesByWord[word.text] { return rules }
            let rules = RuleRegistry.infos.filter(word.names)
            rulesByWord[word.text] = rules
            return rules
        }
        for (zoneNumber, judged) in zones.enumerated() {
            let names = fileNames(of: judged.zone)
            lazy var places = RecordPlaces(judged.zone)
            func leadsElsewhere(_ comment: SuppressionComment, _ rule: RuleInfo) -> Bool {
                // Wherever it stands, it can silence nothing.
                if comment.reach == .nothing { return false }
                guard let entry = comment.entry else { return judged.coverage.leadsElsewhere(rule) }
                let records = places.records(in: entry, of: comment.span.source)
                // What a directive brings is too much to look at.
                return records.isEmpty || records.contains { judged.coverage.leadsElsewhere(Int($0)) }
            }
            for (number, comment) in judged.suppressions.comments.enumerated() {
                let source = comment.span.source
                let file = names[ObjectIdentifier(source)] ?? source.path
                let place = Place(file: file, offset: comment.span.range.lowerBound)
                if verdicts[place] == nil {
                    verdicts[place] = Verdict(first: (zoneNumber, number))
                    order.append(place)
                }
                let used = judged.use.words[number] ?? []
                verdicts[place]?.used.formUnion(used)
                var before: Set<String> = []
                for (index, word) in comment.words.enumerated() {
                    let isRepeated = !before.insert(word.text.lowercased()).inserted
                    if used.contains(index) || isRepeated && !rules(word).isEmpty { continue }
                    if !judged.tells(comment, rules(word), leadsElsewhere) { verdicts[place]?.open.insert(index) }
                }
            }
        }
        return order.compactMap { place in
            guard let verdict = verdicts[place] else { return nil }
            let judged = zones[verdict.first.zone]
            let comment = judged.suppressions.comments[verdict.first.comment]
            let unused = comment.words.indices.filter { !verdict.used.contains($0) && !verdict.open.contains($0) }
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
    /// Whether all that the word names would have been heard, and is nothing.
    fileprivate func tells(
        _ comment: SuppressionComment, _ rules: [RuleInfo], _ leadsElsewhere: (SuppressionComment, RuleInfo) -> Bool
    ) -> Bool {
        // X102 speaks of it.
        if rules.isEmpty { return false }
        // Nothing of a comment on a record silences these; for a file they are there in case of need.
        if rules.allSatisfy(Suppressions.isForFilesOnly) {
            return comment.reach != .file && rules.allSatisfy(coverage.selection.contains)
        }
        return rules.allSatisfy { rule in coverage.isConclusive(rule) { leadsElsewhere(comment, rule) } }
    }
}
