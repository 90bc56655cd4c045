import DNS
import Diagnostics
import Federation
import ServerRules

/// Whether the addresses work, and which software answers there, compared.
enum EndpointChanges {
    private struct Endpoint: Hashable {
        let endpoint: TransportEndpoint
        let name: String

        init(_ outcome: AddressOutcome) {
            endpoint = TransportEndpoint(outcome.address, port: Int(outcome.port))
            name = outcome.name.lowercased()
        }
    }

    static func changes(_ old: ServerAudit, _ new: ServerAudit) -> [AuditChange] {
        let before = Dictionary(old.addresses.map { (Endpoint($0), $0) }) { first, _ in first }
        var changes: [AuditChange] = new.addresses.compactMap { outcome in
            guard let earlier = before[Endpoint(outcome)].flatMap(state), let current = state(outcome),
                earlier != current
            else { return nil }
            let subject = "`\(outcome.address)` port \(outcome.port)"
            return AuditChange(
                .endpoint, subject, before: earlier, after: current, "\(subject): \(earlier) before, \(current) now")
        }
        let (earlier, current) = (software(old), software(new))
        if let earlier, let current, earlier != current {
            changes.append(
                AuditChange(
                    .software, before: earlier, after: current, "server software: \(earlier) before, \(current) now"))
        }
        return changes
    }

    /// The first failure of an address, or "works"; `nil` if it was not tried.
    private static func state(_ outcome: AddressOutcome) -> String? {
        let phases = [
            ("connection", outcome.tcp), ("TLS", outcome.tls), ("certificate", outcome.certificate),
            ("version request", outcome.version), ("signing keys", outcome.keys),
        ]
        for (phase, state) in phases {
            switch state {
            case .ok, .doubtful: continue
            case .failed(let reason):
                let reason = MessageText.cut(reason)
                return phase == "connection" ? reason : "\(phase) failed (\(reason))"
            case .notCollected, .noRoute, .notContacted: return nil
            }
        }
        return "works"
    }

    /// The names and versions at the addresses that all implementations use.
    private static func software(_ audit: ServerAudit) -> String? {
        let names = Set(audit.addresses.filter(\.isMain).compactMap(\.software)).sorted()
        return names.isEmpty ? nil : Words.list(names.map { "`\(MessageText.value($0))`" }, limit: 3)
    }
}
