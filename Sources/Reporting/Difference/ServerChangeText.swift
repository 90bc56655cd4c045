import Diagnostics
import Federation
import Linting

/// What a change means for a Matrix server, in sentences. Untrusted: escape it for output.
enum ServerChangeText {
    static func section(_ change: ServerChange) -> DifferenceDocument.Section {
        var section = DifferenceDocument.Section(heading: "Matrix server \(change.serverName)")
        let (before, after) = (route(change.before.specification), route(change.after.specification))
        if before == after {
            section.notes.append("the route of the specification stays the same: \(after)")
            section.notes.append("other servers that connect differently: \(names(change.affected))")
        } else {
            section.notes.append("before: \(before)")
            section.notes.append("after: \(after)")
        }
        if !change.losing.isEmpty {
            let subject = change.isLostToAll ? "other servers" : names(change.losing)
            section.notes.append("\(subject) can no longer connect")
        }
        if !change.gaining.isEmpty {
            section.notes.append("can connect only after the change: \(names(change.gaining))")
        }
        for name in change.newNames {
            section.notes.append(
                name.isSpecified
                    ? "the certificate must now be valid for `\(name.name.value)`"
                    : "\(names(name.implementations)) also expect a certificate for `\(name.name.value)` now")
        }
        for name in change.unnecessaryNames {
            section.notes.append(
                "the certificate need no longer be valid for `\(name.name.value)`"
                    + (name.isSpecified ? "" : ", which only \(names(name.implementations)) verified"))
        }
        if change.assumesNoDocument {
            section.notes.append(
                "this assumes that there is no well-known document; give it with `--well-known` if there is one")
        }
        return section
    }

    /// The destinations of a route, or why there are none.
    private static func route(_ route: Route) -> String {
        guard route.outcome == .resolved else {
            return "\(route.outcome == .failed ? "no route" : "not known"): \(route.reason)"
        }
        return MessageText.first(route.destinations.map(destination), limit: 4).joined(separator: "; ")
    }

    private static func destination(_ destination: Destination) -> String {
        let addresses =
            switch destination.reachability {
            case .addresses: self.addresses(destination)
            case .notCollected: "addresses not in these zones"
            case .unreachable(let reason): "unreachable: \(reason)"
            case .unverified(let reason): reason
            }
        let host = destination.host.trimmingFinalDot
        return addresses == host
            ? "\(host) port \(destination.port)" : "\(host) port \(destination.port) (\(addresses))"
    }

    private static func addresses(_ destination: Destination) -> String {
        // A zone may have a record twice.
        var seen: Set<String> = []
        let unique = destination.addresses.map(\.description).filter { seen.insert($0).inserted }
        return MessageText.first(unique, limit: 4).joined(separator: ", ")
    }

    private static func names(_ implementations: [Implementation]) -> String {
        Words.list(
            implementations.map { $0.name == .specification ? "servers that follow the specification" : $0.shortTitle })
    }
}
