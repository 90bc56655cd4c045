import Federation
import Linting

extension ExplanationDocument {
    /// The implementations that differ from the specification, one by one, and those that follow it.
    static func implementations(_ routes: RouteSet) -> Section? {
        let different = routes.all.filter { $0.difference != nil }
        let same = routes.all.filter { $0.difference == nil && $0.implementation.name != .specification }
        var blocks: [Block] = []
        if !different.isEmpty {
            blocks.append(.table(columns: ["implementation", "result", "reason"], rows: rows(different)))
        }
        if !same.isEmpty, routes.specification.outcome != .unknown {
            let names = same.map(\.implementation.title).joined(separator: ", ")
            let subject = different.isEmpty ? "All implementations follow" : "The others follow"
            blocks.append(.paragraph("\(subject) the specification: \(names)."))
        }
        guard !blocks.isEmpty else { return nil }
        return Section(
            .implementations, different.isEmpty ? "Implementations" : "Implementations that differ", blocks)
    }

    private static func rows(_ different: [RouteSet.ComparedRoute]) -> [[String]] {
        var rows: [(names: [String], result: String, reason: String)] = []
        for compared in different {
            let name = compared.implementation.shortTitle
            let result = result(compared.route)
            // The first column is the subject of the sentence, and the second already has the failure.
            let predicate = compared.difference?.predicate ?? ""
            let reason = predicate.hasPrefix("fails: ") ? String(predicate.dropFirst("fails: ".count)) : predicate
            if let index = rows.firstIndex(where: { $0.result == result && $0.reason == reason }) {
                rows[index].names.append(name)
            } else {
                rows.append(([name], result, reason))
            }
        }
        return rows.map { [$0.names.joined(separator: ", "), $0.result, $0.reason] }
    }

    private static func result(_ route: Route) -> String {
        switch route.outcome {
        case .resolved:
            route.destinations.first.map {
                "\($0.host.trimmingFinalDot) port \($0.port), Host \($0.hostHeader)"
            } ?? "no destination"
        case .failed: "fails"
        case .unknown: "unknown"
        }
    }
}
