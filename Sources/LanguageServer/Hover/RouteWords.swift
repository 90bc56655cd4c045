import DNS
import Federation
import ZoneFile

/// The route of other servers on which an SRV record of Matrix may be, in words.
struct RouteWords {
    let route: Route
    let service: MatrixService
    /// The host that has the record.
    let host: String
    /// The target of the record, and its port.
    let target: String
    let port: UInt16

    /// Sentences in the order of the steps; the last one is about the certificate.
    var sentences: [String] {
        guard let step = step(.wellKnown), step.wasReached, route.delegation != .notApplicable else {
            return ["Other servers do not look up this record for \(server): \(escaped(route.reason))."]
        }
        return [document(step)] + services + certificate
    }

    private var server: String { QuotedText.inline(route.serverName.text) }

    private func step(_ number: Step.Number) -> Step? { route.steps.first { $0.number == number } }

    /// The reason of a step, which may have text of a document. Its backticks are those of code.
    private func escaped(_ reason: String) -> String { QuotedText.code(reason, limit: 300) }

    /// Whether the document leads to the host that has the record, and not away from it.
    private var isDelegated: Bool {
        guard case .present(let name) = route.delegation else { return false }
        return name.port == nil && name.hostText.lowercased() == host.lowercased()
    }

    private func document(_ step: Step) -> String {
        let document = "the document \(QuotedText.inline(step.question ?? WellKnown.url(host, .server)))"
        let beginning = "For \(server), other servers first ask for \(document)"
        switch route.delegation {
        case .present where isDelegated: return "\(beginning), which delegates to \(QuotedText.inline(host))."
        case .present(let name): return "\(beginning), which delegates to \(QuotedText.inline(name.text))."
        case .absent: return "\(beginning). It is not used: \(escaped(step.reason))."
        case .unusable, .unknown: return "\(beginning). Discovery ends there: \(escaped(step.reason))."
        case .notApplicable, .notCollected, .assumedAbsent:
            return "\(beginning). It is not known here. If it delegates to another name, they do not use this record."
        }
    }

    private var services: [String] {
        switch route.delegation {
        case .present where !isDelegated: return ["So they do not look up this record."]
        case .unusable, .unknown: return []
        default: break
        }
        let own = step(service == .federation ? (isDelegated ? .delegatedService : .service) : oldStep)
        guard !destinations.isEmpty else {
            if service == .legacy, own?.status == .skipped {
                return ["Servers that look up `_matrix-fed._tcp` use its records, and not this one."]
            }
            return ["They do not use this record: \(escaped(own?.reason ?? route.reason))."]
        }
        var sentences = ["Then they use this record: \(destinations.map(words).joined(separator: "; "))."]
        let others = route.destinations.count - destinations.count
        if others > 0 {
            sentences.append(
                "Servers also have \(others == 1 ? "one other target" : "\(others) other targets") to try.")
        }
        sentences.append("Only without an SRV record do they fall back to port 8448 of \(QuotedText.inline(host)).")
        return sentences
    }

    private var oldStep: Step.Number { isDelegated ? .delegatedOldService : .oldService }

    /// The destinations that this record leads to.
    private var destinations: [Destination] {
        let steps: Set<Step.Number> =
            service == .federation ? [.service, .delegatedService] : [.oldService, .delegatedOldService]
        return route.destinations.filter { destination in
            steps.contains(destination.step) && destination.port == Int(port)
                && destination.host.trimmingFinalDot.lowercased() == target.trimmingFinalDot.lowercased()
        }
    }

    private func words(_ destination: Destination) -> String {
        let place = "\(QuotedText.inline(destination.host.trimmingFinalDot)) port \(destination.port)"
        switch destination.reachability {
        case .addresses:
            return "\(place) (\(destination.addresses.prefix(4).map { "`\($0)`" }.joined(separator: ", ")))"
        case .notCollected: return "\(place), whose addresses are in no zone here"
        case .unreachable(let reason), .unverified(let reason): return "\(place), but \(escaped(reason))"
        }
    }

    private var certificate: [String] {
        guard let name = destinations.first?.certificateName.value else { return [] }
        let required = "The certificate must be valid for \(QuotedText.inline(name))"
        guard name.lowercased() != target.trimmingFinalDot.lowercased() else { return ["\(required)."] }
        return [
            "\(required), and not only for \(QuotedText.inline(target.trimmingFinalDot)), because an SRV record does not "
                + "authenticate its target."
        ]
    }
}
