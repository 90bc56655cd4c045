import DNS
import Federation
import FoundationEssentials
import TestSupport
import Testing

/// Compares the policy for Synapse with Synapse. `SYNAPSE_CASES` sets the number of cases, `SYNAPSE_SEED` the seed.
@Suite("Discovery compared with Synapse", .serialized)
struct SynapseTests {
    static let count = environmentNumber("SYNAPSE_CASES") ?? 500
    static let seed = UInt64(environmentNumber("SYNAPSE_SEED") ?? 1)

    @Test(
        "Synapse connects where its policy says, with the Host header, SNI and certificate name predicted",
        .enabled(if: Synapse() != nil, "Synapse is not installed: `make synapse`, or `make test`, which does it"))
    func predictions() throws {
        let synapse = try #require(Synapse())
        let cases = try (1...Self.count).map { number in
            try SynapseCase(id: number, seed: Self.seed &* 1_000_003 &+ UInt64(number))
        }
        let results = try synapse.ask(cases)
        #expect(results.count == cases.count)
        var differences: [String] = []
        var connections = 0
        for given in cases {
            let route = Discovery.route(to: given.serverName, EvidenceIndex(given.evidence), as: .synapse)
            guard let result = results[given.id] else { continue }
            if case .connected = result { connections += 1 }
            if let difference = Self.difference(route, result) {
                differences.append("case \(given.id): \(difference)\n\(given.line)")
            }
        }
        for difference in differences.prefix(Self.shown) { Issue.record("\(difference)") }
        #expect(differences.count == 0, "seed \(Self.seed)")
        // A client that can never connect would agree with every failure.
        #expect(connections > cases.count / 3)
        print("synapse: \(cases.count) cases, \(connections) connections, \(differences.count) differences")
    }

    private static let shown = environmentNumber("SYNAPSE_SHOWN") ?? 5

    private static func difference(_ route: Route, _ result: Synapse.Result) -> String? {
        switch (route.outcome, result) {
        case (.unknown, _): return "the policy knows nothing: \(route.reason)"
        case (.failed, .failed): return nil
        case (.failed, .connected(let request)): return "\(request), where a failure was predicted: \(route.reason)"
        case (.resolved, .failed(let error)): return "\(error), where \(route.reason)"
        case (.resolved, .connected(let request)):
            let predicted = SynapseCase.places(route)
            guard !predicted.contains(where: { request.serves($0) }) else { return nil }
            return "\(request), where this was predicted: \(predicted)"
        }
    }
}

/// Synapse from PyPI, in a virtual environment.
struct Synapse {
    private let python: String

    enum Result {
        case connected(Request)
        case failed(String)
    }

    struct Request: CustomStringConvertible {
        var address: IPAddress
        var port: Int
        var host: String
        var hostHeader: String
        var sni: String?
        var verified: String

        func serves(_ destination: Destination) -> Bool {
            destination.addresses.contains(address) && destination.port == port
                && (IPAddress(host) != nil || destination.host.trimmingFinalDot.lowercased() == host.lowercased())
                && destination.hostHeader == hostHeader
                && destination.sni == sni
                // It compares addresses as values, and names without case.
                && (IPAddress(verified).map { destination.certificateName == .ip($0) }
                    ?? (destination.certificateName == .dns(verified)))
        }

        var description: String {
            "Synapse connects to \(host) (\(address)) port \(port), Host: \(hostHeader), SNI \(sni ?? "none"), "
                + "certificate for \(verified)"
        }
    }

    /// `nil` if `.ci/install-synapse` has not been run.
    init?() {
        let root = String(#filePath.split(separator: "/Tests/FederationTests/")[0])
        let folder = ProcessInfo.processInfo.environment["SRVLINT_SYNAPSE"] ?? root + "/.build/synapse"
        python = folder + "/bin/python"
        guard FileManager.default.isExecutableFile(atPath: python) else { return nil }
    }

    func ask(_ cases: [SynapseCase]) throws -> [Int: Result] {
        let script = #filePath.replacing("SynapseTests.swift", with: "ask_synapse.py")
        let folder = try TemporaryFolder()
        try folder.write(cases.map { $0.line + "\n" }.joined(), to: "cases")
        let output = try Program(path: python).run([script, folder.path(of: "cases")], in: folder, within: 600)
        var results: [Int: Result] = [:]
        for line in output.split(separator: "\n") {
            guard let value = try? JSONReader.read(Array(line.utf8)), let id = value["id"]?.integer else {
                Issue.record("the script says: \(line)")
                continue
            }
            results[id] = try Self.result(value)
        }
        return results
    }

    private static func result(_ value: JSONValue) throws -> Result {
        if let error = value["error"]?.string { return .failed(error) }
        return .connected(
            Request(
                address: try #require(value["address"]?.string.flatMap { IPAddress($0) }),
                port: try #require(value["port"]?.integer),
                host: try #require(value["host"]?.string),
                hostHeader: try #require(value["hostHeader"]?.string),
                sni: value["sni"]?.string,
                verified: try #require(value["verified"]?.string)
            ))
    }
}
