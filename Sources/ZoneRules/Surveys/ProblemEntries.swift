import DNS
import ZoneFile

/// The entries of a zone file that have some problems, found in one pass over each file.
struct ProblemEntries: Sendable {
    /// By the numbers of the problems.
    private var entries: [Int: SourceEntry] = [:]

    /// - Parameter isNeeded: whether the entry of a problem is needed.
    init(of problems: [ZoneProblem], where isNeeded: (ZoneProblem) -> Bool = { _ in true }) {
        func start(_ number: Int) -> Int { problems[number].span.range.lowerBound }
        let needed = problems.indices.filter { isNeeded(problems[$0]) }
        for (_, numbers) in needed.grouped(by: { ObjectIdentifier(problems[$0].span.source) }) {
            let numbers = numbers.sorted { start($0) < start($1) }
            let found = problems[numbers[0]].span.source.entries(at: numbers.map(start))
            for (number, entry) in zip(numbers, found) { entries[number] = entry }
        }
    }

    /// The entry that contains the start of a problem, by the index of the problem. Its fields may be others than those that
    /// the reader saw, which divides an entry where the next record seems to begin, and at spaces without width.
    subscript(number: Int) -> SourceEntry? { entries[number] }
}
