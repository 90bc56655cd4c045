import Diagnostics
import Federation
import ServerRules

/// The stations of a server's route by the specification: server name, document, SRV records, hosts, addresses and TLS.
struct RouteOutline {
    var nodes: [RouteNode] = []
    /// What was left out, as a sentence, or `nil`.
    var omitted: String?
    /// The worst finding about each query and URL.
    private var problems: [String: Severity] = [:]

    /// - Parameter findings: The findings about the server, which show whether a step that failed matters.
    init(_ context: ServerContext, _ findings: [Finding]) {
        for finding in findings where !finding.isNotChecked {
            guard let question = finding.source?.question else { continue }
            problems[question] = max(problems[question] ?? .info, finding.severity)
        }
        let name = MessageText.value(context.input.serverName)
        guard let route = context.likelyRoutes?.specification else {
            var reason = ""
            if case .failure(let problem) = context.serverName { reason = problem.words }
            nodes = [RouteNode(role: "Server name", value: name, mark: .error, state: "failed", reason: reason)]
            return
        }
        let literal = route.steps.first { [.addressLiteral, .explicitPort].contains($0.number) && $0.status == .taken }
        nodes = [
            RouteNode(
                role: "Server name", value: name, mark: .ok, state: "taken", reason: literal?.reason ?? "")
        ]
        addDocument(route)
        addServices(route)
        addDestinations(route, context.addressOutcomes)
    }

    /// The mark of the step with this query or URL; `nil` if it is not drawn.
    func mark(ofQuery query: String) -> StateMark? {
        query.isEmpty ? nil : nodes.first { $0.isQuery && $0.value == query }?.mark
    }

    /// The index of the last station.
    var last: Int { nodes.count - 1 }

    private mutating func addDocument(_ route: Route) {
        guard let step = route.steps.first(where: { $0.number == .wellKnown }) else { return }
        guard step.status != .skipped else {
            nodes.append(
                RouteNode(
                    role: "Well-known document", value: "not used", mark: .skipped, state: "skipped",
                    reason: step.reason, parent: last))
            return
        }
        var reason = step.reason
        if case .present(let name) = route.delegation { reason = "delegates to `\(name.text)`" }
        add("Well-known document", step, reason: reason, route)
    }

    private mutating func addServices(_ route: Route) {
        let numbers: Set<Step.Number> = [.service, .oldService, .delegatedService, .delegatedOldService]
        let steps = route.steps.filter { numbers.contains($0.number) && $0.wasReached && $0.status != .skipped }
        for step in steps { add("SRV records", step, reason: step.reason, route) }
        guard steps.isEmpty else { return }
        let taken = route.steps.first { $0.number == route.taken }
        nodes.append(
            RouteNode(
                role: "SRV records", value: "not queried", mark: .skipped, state: "skipped",
                reason: taken?.reason ?? "discovery ended before", parent: last))
    }

    private mutating func add(_ role: String, _ step: Step, reason: String, _ route: Route) {
        let (mark, state): (StateMark, String) =
            switch step.status {
            case .taken: (.ok, "taken")
            case .skipped: (.skipped, "skipped")
            case .unknown: (.unknown, "unknown")
            case .failed:
                switch step.question.flatMap({ problems[$0] }) {
                case .error: (.error, "failed")
                case .warning: (.warning, "failed")
                // Neither the document nor the records are required, so discovery goes on with the next step.
                case .info, nil: Self.isEnd(step, of: route) ? (.error, "failed") : (.skipped, "failed")
                }
            }
        var node = RouteNode(
            role: role, value: step.question ?? "", mark: mark, state: state, reason: reason, parent: last)
        node.isQuery = true
        nodes.append(node)
    }

    /// Whether discovery fails in this step.
    private static func isEnd(_ step: Step, of route: Route) -> Bool {
        route.outcome == .failed && route.steps.last { $0.wasReached && $0.status != .skipped }?.number == step.number
    }
}
