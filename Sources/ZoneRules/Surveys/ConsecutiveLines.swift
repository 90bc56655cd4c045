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
        let entries = ProblemEntries(of: problems)
        for (number, problem) in problems.enumerated() {
            let entry = entries[number]
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
