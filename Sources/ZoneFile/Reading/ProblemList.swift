/// The problems found in a zone, up to a limit.
struct ProblemList: Sendable {
    private(set) var all: [ZoneProblem] = []
    let limit: Int
    /// The number of problems over the limit.
    private(set) var droppedCount = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether further problems are only counted, so that their details do not matter.
    var isFull: Bool { all.count >= limit }

    /// Whether the problems of another list would be kept if they were appended, and the list would not be full.
    func hasRoom(for other: ProblemList) -> Bool {
        droppedCount == 0 && other.droppedCount == 0 && all.count + other.all.count < limit
    }

    mutating func append(_ problem: ZoneProblem) {
        if isFull { droppedCount += 1 } else { all.append(problem) }
    }

    /// Removes the problems after the first `count` that are not selected.
    mutating func keep(_ count: Int, and isSelected: (ZoneProblem) -> Bool) {
        guard count < all.count else { return }
        let selected = all[count...].filter(isSelected)
        all.replaceSubrange(count..., with: selected)
    }

    /// Adds how many problems were dropped, if any were, with a span at `end`.
    mutating func finish(at end: SourceSpan) {
        guard droppedCount > 0 else { return }
        all.append(ZoneProblem(.problemLimit(limit: limit, dropped: droppedCount), end))
    }
}
