import Diagnostics
import Federation
import ServerRules

/// What must be found out or repaired before anything can be recommended.
enum Prerequisites {
    /// The question that remains if a document has to be published and no working endpoint is known.
    static let unknownHomeserver =
        "find out at which host and port the homeserver answers, because no working endpoint is known"

    /// Sentences without a full stop; never empty if there is an error about federation.
    static func sentences(_ context: ServerContext, _ faults: [Finding]) -> [String] {
        let errors = faults.filter { $0.severity == .error && !$0.rule.isForClients }
        guard !errors.isEmpty else { return [] }
        var sentences: [String] = []
        let route = context.likelyRoutes?.specification
        let lookups = errors.filter { $0.rule.family == .dns }
        // A host whose name server fails is known.
        for destination in lookups.isEmpty ? route?.destinations.prefix(2) ?? [] : [] {
            if case .unreachable(let reason) = destination.reachability {
                let question =
                    destination.port == 0 ? "at which port the homeserver answers" : "which host the homeserver has"
                sentences.append("find out \(question), because \(reason)")
            }
        }
        if let route, route.outcome == .failed, sentences.isEmpty, lookups.isEmpty {
            sentences.append("repair what discovery fails at: \(route.reason)")
        }
        if !lookups.isEmpty {
            sentences.append(
                "repair the name servers, so that the queries of discovery are answered (\(codes(lookups)))")
        }
        let zone = errors.filter(RemedyRules.isAboutZones)
        if !zone.isEmpty { sentences.append("correct the zone first (\(codes(zone)))") }
        if context.hasOnlyInternalAddresses {
            sentences.append("find out at which public address the homeserver can be reached")
            return sentences
        }
        let isConnected = errors.contains { $0.rule.family.concernsConnections }
        if isConnected, !context.arrivals.contains(where: { $0.state == .working }) {
            sentences.append(unknownHomeserver)
        }
        if sentences.isEmpty, errors.allSatisfy(\.rule.isAboutHomeserverName) {
            return [
                "check which server name user IDs end in, because no document or record changes the name of a homeserver"
            ]
        }
        if sentences.isEmpty {
            let isOne = Set(errors.map(\.rule.code)).count == 1
            sentences.append(
                "correct \(codes(errors)) first, because no document or record that was tried resolves "
                    + (isOne ? "it" : "them"))
        }
        return sentences
    }

    /// "S301, Z240"
    private static func codes(_ findings: [Finding]) -> String {
        Set(findings.map(\.rule.code)).sorted().joined(separator: ", ")
    }
}
