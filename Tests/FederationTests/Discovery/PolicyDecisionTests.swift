import Testing

@testable import Federation

/// A policy of an implementation, and the situation that shows it.
struct PolicyDecision: Sendable, CustomTestStringConvertible {
    let implementation: Implementation.Identifier
    let situation: String
    /// Another policy, which would give another result.
    let otherwise: @Sendable (inout Policy) -> Void

    var testDescription: String { "\(implementation.rawValue): \(situation)" }

    init(
        _ implementation: Implementation.Identifier, _ situation: String,
        otherwise: @escaping @Sendable (inout Policy) -> Void
    ) {
        self.implementation = implementation
        self.situation = situation
        self.otherwise = otherwise
    }

    /// Where Go programs differ from Synapse in what they read.
    static let all: [PolicyDecision] = [
        PolicyDecision(.dendrite, "well-known with M.SERVER") { $0.wellKnown.keyCase = .exact },
        PolicyDecision(.dendrite, "well-known with M.SERVER after m.server") { $0.wellKnown.keyCase = .exact },
        PolicyDecision(.dendrite, "m.server ends in a dot") { $0.wellKnown.trailingDot = .failsCertificateCheck },
        PolicyDecision(.dendrite, "m.server is internationalized") { $0.wellKnown.invalidValue = .ignored },
        PolicyDecision(.dendrite, "m.server is internationalized") { $0.wellKnown.invalidValue = .failsUnlessNotASCII },
        PolicyDecision(.synapse, "m.server is internationalized") { $0.wellKnown.invalidValue = .fails },
        PolicyDecision(.mautrixGo, "port 0 in m.server") { $0.portZeroIsNone = false },
        PolicyDecision(.dendrite, "port 0 in m.server") { $0.portZeroIsNone = true },
        PolicyDecision(.dendrite, "well-known of 51200 bytes") { $0.wellKnown.size = .rejects(above: 51_199) },
        PolicyDecision(.dendrite, "well-known of 51201 bytes without a declared length") {
            $0.wellKnown.size = .rejects(above: 51_200)
        },
        PolicyDecision(.dendrite, "well-known of 51201 bytes with a declared length") {
            $0.wellKnown.size = .some(.none)
        },
        PolicyDecision(.dendrite, "well-known of 51201 bytes that ends in the last one") {
            $0.wellKnown.size = .truncates(at: 51_201)
        },
        PolicyDecision(.federationTester, "well-known of 51201 bytes without a declared length") {
            $0.wellKnown.size = .rejects(above: 51_200)
        },
    ]
}

@Suite("Predictions depend on the policies of implementations")
struct PolicyDecisionTests {
    @Test("The table has the result of a policy, and another policy has another result", arguments: PolicyDecision.all)
    func decision(_ decision: PolicyDecision) throws {
        let row = try #require(RouteTableTests.peculiarities.first { $0.situation == decision.situation })
        let expected = try #require(row.expected[decision.implementation])
        let situation = try Situation(named: decision.situation)
        let present = Implementation[decision.implementation]
        var policy = present.policy
        decision.otherwise(&policy)
        let changed = Implementation(name: present.name, title: present.title, kind: present.kind, policy: policy)
        func described(_ implementation: Implementation) throws -> String {
            try RouteTableTests.describe(
                Discovery.route(to: ServerName(situation.serverName), situation.index(), as: implementation))
        }
        #expect(try described(present) == expected)
        #expect(try described(changed) != expected)
    }
}
