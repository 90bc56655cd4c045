import Diagnostics
import Federation
import ServerRules

/// The stations of a server's route by the specification: server name, document, SRV records, hosts, addresses and TLS.
struct RouteOutline {
    private(set) var nodes: [RouteNode] = []
    /// What was left out, as a sentence, or `nil`.
    private(set) var omitted: String?
    /// The worst finding about each query and URL.
    private var problems: [String: Severity] = [:]

    /// The hosts that are drawn, and the addresses of each.
    private static let maximumHosts = 3
    private static let maximumAddresses = 3

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

    private var last: Int { nodes.count - 1 }

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

    private mutating func addDestinations(_ route: Route, _ outcomes: [AddressOutcome]) {
        guard !route.destinations.isEmpty else {
            let isFailed = route.outcome == .failed
            nodes.append(
                RouteNode(
                    role: "Host", value: "none", mark: isFailed ? .error : .unknown,
                    state: isFailed ? "failed" : "unknown", reason: route.reason, parent: last))
            return
        }
        let parent = last
        let hosts = route.destinations.prefix(Self.maximumHosts)
        var hiddenAddresses = 0
        for destination in hosts {
            nodes.append(host(destination, parent: parent, level: route.destinations.count > 1 ? 1 : 0))
            let index = last
            let addresses = destination.addresses.prefix(Self.maximumAddresses)
            hiddenAddresses += destination.addresses.count - addresses.count
            for address in addresses {
                let outcome = outcomes.first {
                    $0.address == address && Int($0.port) == destination.port
                        && $0.host.trimmingFinalDot.lowercased() == destination.host.trimmingFinalDot.lowercased()
                }
                addAddress(address.description, outcome, parent: index)
            }
        }
        let hiddenHosts = route.destinations.count - hosts.count
        let hidden = [(hiddenHosts, "host"), (hiddenAddresses, "address")].filter { $0.0 > 0 }.map { count, noun in
            "\(NumberText.grouped(count)) more \(noun)\(count == 1 ? "" : noun == "host" ? "s" : "es")"
        }
        if !hidden.isEmpty { omitted = "Not drawn: \(hidden.joined(separator: ", ")). The tables have all." }
    }

    private func host(_ destination: Destination, parent: Int, level: Int) -> RouteNode {
        var notes: [String] = []
        if let priority = destination.priority, let weight = destination.weight {
            notes.append("priority \(priority), weight \(weight)")
        }
        if let alias = destination.aliases.last { notes.append("alias of \(alias.description.trimmingFinalDot)") }
        let (mark, state): (StateMark, String) =
            switch destination.reachability {
            case .addresses: (.ok, "taken")
            case .notCollected: (.unknown, "unknown")
            case .unverified: (.unknown, "unknown")
            case .unreachable: (.error, "failed")
            }
        switch destination.reachability {
        case .addresses: break
        case .notCollected(let question): notes.append("not collected: \(question)")
        case .unreachable(let reason), .unverified(let reason): notes.append(reason)
        }
        return RouteNode(
            role: "Host", value: "\(destination.host.trimmingFinalDot) port \(destination.port)", mark: mark,
            state: state, reason: notes.joined(separator: "; "), parent: parent, level: level)
    }

    private mutating func addAddress(_ address: String, _ outcome: AddressOutcome?, parent: Int) {
        let level = nodes[parent].level + 1
        let tcp = outcome?.tcp ?? .notCollected
        nodes.append(
            RouteNode(
                role: "Address", value: address, mark: Self.mark(tcp), state: Self.state(tcp, "connected"),
                reason: Self.reason(tcp), parent: parent, level: level))
        let index = last
        guard let outcome, tcp == .ok else {
            if case .failed = tcp {
                nodes.append(
                    RouteNode(
                        role: "TLS", value: "handshake", mark: .skipped, state: "skipped",
                        reason: "there is no connection", parent: index, level: level + 1))
            } else {
                nodes.append(
                    RouteNode(
                        role: "TLS", value: "handshake", mark: .unknown, state: "not tried", parent: index,
                        level: level + 1))
            }
            return
        }
        let shown = outcome.tls == .ok && outcome.certificate != .notCollected ? outcome.certificate : outcome.tls
        let reason =
            outcome.tls == .ok
            ? outcome.certificate == .ok ? "the certificate is valid" : "certificate: \(outcome.certificate.word)"
            : Self.reason(outcome.tls)
        nodes.append(
            RouteNode(
                role: "TLS", value: outcome.tlsVersion ?? (outcome.tls == .ok ? "established" : "no connection"),
                mark: Self.mark(shown), state: Self.state(shown, "accepted"), reason: reason, parent: index,
                level: level + 1))
    }

    private static func mark(_ state: AddressOutcome.State) -> StateMark {
        switch state {
        case .ok: .ok
        case .doubtful: .warning
        case .failed: .error
        case .notCollected, .noRoute: .unknown
        case .notContacted: .skipped
        }
    }

    private static func state(_ state: AddressOutcome.State, _ word: String) -> String {
        switch state {
        case .ok: word
        case .doubtful: "warning"
        case .failed: "failed"
        case .notCollected: "not tried"
        case .noRoute: "unknown"
        case .notContacted: "skipped"
        }
    }

    private static func reason(_ state: AddressOutcome.State) -> String {
        switch state {
        case .ok, .notCollected: ""
        case .doubtful, .failed, .noRoute, .notContacted: state.word
        }
    }
}
