import TestSupport
import Testing

@testable import Network

/// Every target that is checked is contacted, and omitted ones are reported.
@Suite struct ManyTargetsAuditTests {
    private func audit(targets: Int, addresses: Int) async throws -> (output: String, status: Int32, handshakes: Int) {
        let world = try await AuditWorld {
            var records: AuditWorld.Records = [
                "example.com.": [],
                "_matrix-fed._tcp.example.com.": (0..<targets).map { .srv(8448, "t\($0).example.com.") },
            ]
            for target in 0..<targets {
                records["t\(target).example.com."] = (0..<addresses).map { .a("192.0.2.\(target * addresses + $0)") }
            }
            return records
        }
        let peer = try await TestPeer(tls: world.tls) { _ in .ok("{\"server\": {\"name\": \"Synapse\"}}") }
        let run = try await world.run(
            ["audit", "example.com", "--timeout", "30", "--format", "jsonl"]
                + (0..<targets).flatMap { ["--connect-to", "t\($0).example.com:8448:127.0.0.1:\(peer.port)"] })
        await peer.stop()
        return (run.output, run.status, peer.log.requests.count { $0.contains("/_matrix/key/v2/server") })
    }

    @Test func `all of 32 targets are connected to`() async throws {
        let run = try await audit(targets: 32, addresses: 1)
        #expect(run.handshakes == 32, "\(run.output)")
    }

    @Test func `all of 16 targets are contacted, whichever name is sent in SNI`() async throws {
        let run = try await audit(targets: 16, addresses: 1)
        #expect(run.handshakes == 32, "\(run.output)")
        #expect(!run.output.contains("endpoints that homeservers connect to"))
    }

    @Test func `targets that are not contacted are counted, and none is omitted because another has many addresses`()
        async throws
    {
        let run = try await audit(targets: 24, addresses: 2)
        #expect(run.handshakes == 32)
        #expect(run.output.contains("64 of 96 endpoints that homeservers connect to"), "\(run.output)")
        #expect(run.status != 0)
    }
}
