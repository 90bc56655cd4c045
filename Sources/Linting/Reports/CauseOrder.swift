import Diagnostics
import ServerRules

/// The findings about one server name with each cause before its consequences, otherwise worst first and by the route.
struct CauseOrder {
    private(set) var findings: [Finding] = []
    /// For each finding, the index of the finding that it follows from.
    private(set) var causes: [Int?] = []

    /// - Parameter unordered: The findings in the order of their rules.
    init(_ unordered: [Finding], _ context: ServerContext) {
        let parts = unordered.map { context.part(of: $0) }
        var stopping: [RoutePart: [Int]] = [:]
        for (index, finding) in unordered.enumerated() where finding.rule.stopsPeers && !finding.isNotChecked {
            if let part = parts[index] { stopping[part, default: []].append(index) }
        }
        // The worst of several findings that explain the same failure is its cause.
        for (part, indices) in stopping {
            stopping[part] = indices.sorted { unordered[$0].severity > unordered[$1].severity }
        }
        let causes = unordered.indices.map { index -> Int? in
            let (part, finding) = (parts[index], unordered[index])
            let reasons = finding.route.follows + [part.flatMap { context.origin(of: $0)?.part }].compactMap(\.self)
            // Peers get to a cause before its consequences, so that no finding follows from itself.
            return reasons.lazy.filter { $0.rank < part?.rank ?? .max }.compactMap { stopping[$0]?.first }.first {
                cause in
                unordered[cause].severity > .info || finding.severity == .info
            }
        }
        let children = Dictionary(grouping: unordered.indices, by: { causes[$0] })
        func worst(_ index: Int) -> Severity {
            (children[index] ?? []).reduce(unordered[index].severity) { max($0, worst($1)) }
        }
        let severities = unordered.indices.map(worst)
        func place(_ index: Int, after cause: Int?) {
            let number = findings.count
            findings.append(unordered[index])
            self.causes.append(cause)
            for child in ordered(children[index] ?? []) { place(child, after: number) }
        }
        func ordered(_ indices: [Int]) -> [Int] {
            indices.sorted { left, right in
                if severities[left] != severities[right] { return severities[left] > severities[right] }
                let ranks = [left, right].map { parts[$0]?.rank ?? unordered[$0].rule.family.reportingRank + 10 }
                if ranks[0] != ranks[1] { return ranks[0] < ranks[1] }
                let isStopping = [left, right].map { unordered[$0].rule.stopsPeers }
                return isStopping[0] != isStopping[1] ? isStopping[0] : left < right
            }
        }
        for root in ordered(children[nil] ?? []) { place(root, after: nil) }
    }
}
