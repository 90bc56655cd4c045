import Diagnostics
import Federation
import Foundation
import Linting
import Reporting
import ServerRules
import TestSupport
import Testing

/// `PROPERTY_CASES=n` sets the number of servers, and `PROPERTY_SEED=n` the first seed.
@Suite("What sentences say about all, some and none of the implementations")
struct QuantifierTests {
    @Test("On generated servers, \"every\", \"no peer\", \"fail\" and \"elsewhere\" agree with the tables")
    func generated() throws {
        var claims: [String: Int] = [:]
        let first = environmentNumber("PROPERTY_SEED") ?? 0
        for seed in first..<first + (environmentNumber("PROPERTY_CASES") ?? 30) {
            let server = try FaultyServer(seed: UInt64(seed))
            check(server.report(server.evidence), &claims) {
                "seed \(seed)\n" + server.parts.joined(separator: "\n")
            }
        }
        for server in CombinedServer.all { check(try server.report(), &claims) { "\(server)" } }
        // Otherwise the sentences have other words now, and nothing was compared.
        for kind in ["every", "differing", "fails in", "no peer", "cannot federate", "cannot find"] {
            #expect(claims[kind, default: 0] > 0, "\(claims)")
        }
    }

    private func check(_ report: ServerReport, _ claims: inout [String: Int], _ server: () -> String) {
        for claim in Claim.all(in: report) {
            claims[claim.kind, default: 0] += 1
            guard let contradiction = claim.contradiction(report) else { continue }
            Issue.record("\(claim.text): \(contradiction)\n\(server())")
        }
    }
}

/// A statement of a report about implementations or endpoints.
private struct Claim {
    let kind: String
    let text: String
    /// The endpoint that it is about.
    var part: RoutePart?

    static func all(in report: ServerReport) -> [Claim] {
        var claims: [Claim] = []
        for finding in report.findings {
            for text in [finding.message, finding.why] {
                if text.lowercased().contains("every implementation") {
                    claims.append(Claim(kind: "every", text: text, part: finding.route.part))
                }
                if text.lowercased().contains("discovery fails in ") {
                    claims.append(Claim(kind: "fails in", text: text))
                }
                if text.contains("no peer can reach") { claims.append(Claim(kind: "no peer", text: text)) }
                if text.contains("no peer can fetch") { claims.append(Claim(kind: "no document", text: text)) }
            }
            if finding.rule.code == "M301" { claims.append(Claim(kind: "differing", text: finding.message)) }
        }
        let lines = ExplanationText(style: .plain, width: 10_000, isFull: true).render(report)
            .split(separator: "\n").map(String.init)
        let sentence = lines.first ?? ""
        if sentence.contains("cannot federate") { claims.append(Claim(kind: "cannot federate", text: sentence)) }
        if sentence.contains("cannot find") { claims.append(Claim(kind: "cannot find", text: sentence)) }
        claims += lines.filter { $0.contains("All implementations follow") }.map { Claim(kind: "all follow", text: $0) }
        return claims
    }

    /// What the tables say instead, or `nil` if they agree.
    func contradiction(_ report: ServerReport) -> String? {
        let context = report.context
        guard let routes = context.likelyRoutes else { return "there is no route" }
        let peers = routes.all.filter { $0.implementation.kind != .tester }
        switch kind {
        case "every": return every(peers)
        case "no peer":
            return context.arrivals.first { $0.state != .failing }.map {
                "\($0.implementation.shortTitle): \($0.state)"
            }
        case "no document":
            return peers.first { if case .present = $0.route.delegation { true } else { false } }.map {
                "\($0.implementation.shortTitle) has the document"
            }
        case "fails in":
            guard let match = text.firstMatch(of: #/[Dd]iscovery fails in (.+), so /#) else { return "it has no names" }
            let named = Set(Self.names(String(match.1)))
            return routes.all.first { compared in
                compared.implementation.kind == .homeserver
                    && named.contains(compared.implementation.shortTitle) != (compared.route.outcome == .failed)
            }.map { "\($0.implementation.shortTitle): \($0.route.outcome)" }
        case "differing": return differing(routes)
        case "cannot federate":
            let isMost = text.contains("Most peers")
            let main = context.addressOutcomes.filter(\.isMain)
            if !main.isEmpty, main.allSatisfy({ isMost ? $0.isFailingForMostPeers : $0.health == .failing }) {
                return nil
            }
            // The specification does not say where an invalid document leads, but each implementation does something.
            guard routes.specification.outcome == .unknown else { return "\(main.map(\.health))" }
            return context.arrivals.first { arrival in
                guard arrival.state != .failing, arrival.implementation.kind != .specification else { return false }
                return !isMost || [.synapse, .dendrite].contains(arrival.implementation.name)
            }.map { "\($0.implementation.shortTitle): \($0.state)" }
        case "cannot find":
            return routes.specification.outcome == .failed ? nil : routes.specification.outcome.rawValue
        default:
            return routes.all.first { $0.difference != nil }.map { "\($0.implementation.shortTitle) differs" }
        }
    }

    /// "every implementation except X and Y connects there"
    private func every(_ peers: [RouteSet.ComparedRoute]) -> String? {
        guard let (host, port) = part?.namedEndpoint else { return nil }
        let exceptions =
            text.firstMatch(of: /[Ee]very implementation except (.+?) connects there/).map { Self.names(String($0.1)) }
            ?? []
        for peer in peers where peer.implementation.kind != .specification {
            let connects = peer.route.destinations.contains {
                $0.host.trimmingFinalDot.lowercased() == host && $0.port == port
            }
            let name = peer.implementation.shortTitle
            let isFederating = peer.implementation.kind == .homeserver || peer.implementation.kind == .other
            guard isFederating, connects == exceptions.contains(name) else { continue }
            return "\(name) \(connects ? "connects" : "does not connect") there"
        }
        return nil
    }

    /// "…: Synapse and Sydent fail; 9 connect elsewhere; ejabberd expects another certificate name"
    private func differing(_ routes: RouteSet) -> String? {
        guard let list = text.firstRange(of: " differently: ") else { return "it has no list" }
        for clause in text[list.upperBound...].split(separator: "; ") {
            guard let match = clause.firstMatch(of: /^(.+) (fails?|connects? elsewhere|expects? another .+)$/) else {
                return "it has the clause \(clause)"
            }
            let isFailure = match.2.hasPrefix("fail")
            let matching = routes.all.filter { compared in
                guard compared.implementation.kind != .tester, compared.difference != nil else { return false }
                guard !isFailure else { return compared.route.outcome == .failed }
                let isName = compared.difference?.kind == .certificateName
                return compared.route.outcome != .failed && isName == match.2.hasPrefix("expect")
            }.map(\.implementation.shortTitle)
            if let count = Int(match.1) {
                if matching.count < count { return "\(clause): only \(matching)" }
            } else if let wrong = Self.names(String(match.1)).first(where: { !matching.contains($0) }) {
                return "\(clause): not \(wrong)"
            }
        }
        return nil
    }

    private static func names(_ list: String) -> [String] {
        list.replacing(" and ", with: ", ").split(separator: ", ").map(String.init)
    }
}

extension RoutePart {
    fileprivate var namedEndpoint: (host: String, port: Int)? {
        switch self {
        case .connection(let host, let port), .certificate(let host, let port), .responses(let host, let port):
            (host, port)
        case .serverName, .document, .services, .discovery, .host: nil
        }
    }
}
