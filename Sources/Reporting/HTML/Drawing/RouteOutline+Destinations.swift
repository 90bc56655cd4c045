import Federation
import ServerRules

extension RouteOutline {
    /// The hosts that are drawn, and the addresses of each.
    private static let maximumHosts = 3
    private static let maximumAddresses = 3

    /// Adds the hosts with their addresses and TLS.
    mutating func addDestinations(_ route: Route, _ outcomes: [AddressOutcome]) {
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
        if let alias = destination.aliases.last, destination.reachability == .addresses {
            notes.append("alias of \(alias.description.trimmingFinalDot)")
        }
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
