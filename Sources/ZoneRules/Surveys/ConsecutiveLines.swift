import ZoneFile

/// Groups the problems of consecutive lines, which have one cause.
enum ConsecutiveLines {
    /// Returns the groups in the order of the problems. Each source is read once.
    ///
    /// - Parameter isSame: whether a problem has the cause of the one on the line before it.
    static func groups(
        _ problems: [ZoneProblem], where isSame: (_ last: ZoneProblem, _ next: ZoneProblem) -> Bool
    ) -> [[ZoneProblem]] {
        var groups: [[ZoneProblem]] = []
        var last: SourceEntry?
        for (problem, entry) in zip(problems, entries(of: problems)) {
            if let before = groups.last?.last, let last, let entry, before.span.source === problem.span.source,
                isSame(before, problem), isNext(entry, after: last, in: problem.span.source)
            {
                groups[groups.count - 1].append(problem)
            } else {
                groups.append([problem])
            }
            last = entry
        }
        return groups
    }

    private static func entries(of problems: [ZoneProblem]) -> [SourceEntry?] {
        var found = [SourceEntry?](repeating: nil, count: problems.count)
        let bySource = Dictionary(grouping: problems.indices) { ObjectIdentifier(problems[$0].span.source) }
        for numbers in bySource.values {
            let numbers = numbers.sorted {
                problems[$0].span.range.lowerBound < problems[$1].span.range.lowerBound
            }
            let entries = problems[numbers[0]].span.source.entries(
                at: numbers.map { problems[$0].span.range.lowerBound })
            for (number, entry) in zip(numbers, entries) { found[number] = entry }
        }
        return found
    }

    /// Whether nothing but comments and blank lines is between the two.
    private static func isNext(_ entry: SourceEntry, after last: SourceEntry, in source: SourceFile) -> Bool {
        guard last.range.upperBound <= entry.range.lowerBound else { return false }
        let between = source.text(in: last.range.upperBound..<entry.range.lowerBound)
        return between.split(whereSeparator: \.isNewline).allSatisfy { line in
            let text = line.drop { $0 == " " || $0 == "\t" }
            return text.isEmpty || text.first == ";"
        }
    }
}
