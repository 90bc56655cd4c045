import TestSupport
import Testing

@testable import Network

/// Servers that accept connections but do not respond. The report starts with the host, port and phase, and everything that
/// does not depend on them is still queried.
@Suite struct TarpitAuditTests {
    private static let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n"

    @Test(arguments: [
        ("TLS handshake", "accepted the connection and sent nothing"),
        ("response head", "did not finish its response head"),
        ("response body", "did not finish its response body"),
    ])
    func `the first sentence names host, port and phase`(phase: String, words: String) async throws {
        let world = try await AuditWorld {
            [
                "example.com.": [.a("192.0.2.1")],
                "_matrix-fed._tcp.example.com.": [.srv(8448, "matrix.example.com.")],
                "matrix.example.com.": [.a("192.0.2.2")],
            ]
        }
        let head = Array(Self.head.utf8)
        let web = try await TestPeer(tls: phase == "TLS handshake" ? nil : world.tls) { _ in
            switch phase {
            case "response head": .drip(head, .milliseconds(500))
            case "response body": .dripAfter(head + Array("\r\n".utf8), head, .milliseconds(500))
            default: .silence
            }
        }
        let homeserver = try await TestPeer(tls: world.tls) { request in
            request.contains("/version") ? .ok("{\"server\": {\"name\": \"Synapse\"}}") : .ok("{}")
        }
        let run = try await world.run([
            "audit", "example.com", "--timeout", "10", "--select", "X103", "--format", "jsonl", "--connect-to",
            "example.com:443:127.0.0.1:\(web.port)", "--connect-to",
            "matrix.example.com:8448:127.0.0.1:\(homeserver.port)",
        ])
        #expect(
            run.output.contains("`example.com` could not be audited completely: example.com port 443 \(words)"),
            "\(run.output)\(run.errors)")
        #expect(run.output.contains("(phase: \(phase))"))
        #expect(run.status != 0)
        // A server that hangs does not use the time of the others.
        #expect(homeserver.log.requests.contains { $0.contains("/_matrix/key/v2/server") })
        await web.stop()
        await homeserver.stop()
    }

    @Test func `the exit code is 3 if there are no other problems`() async throws {
        let world = try await AuditWorld { ["example.com.": [.a("192.0.2.1")]] }
        let web = try await TestPeer(tls: nil) { _ in .silence }
        let run = try await world.run([
            "audit", "example.com", "--timeout", "4", "--fail-on", "never", "--connect-to",
            "example.com:443:127.0.0.1:\(web.port)", "--connect-to", "example.com:8448:127.0.0.1:\(web.port)",
        ])
        #expect(run.status == 3, "\(run.output)\(run.errors)")
    }

    @Test func `a resolver that is slow over TCP is reported, and the audit ends in time`() async throws {
        let slow = try await ScriptedServer { _, _ in
            [.sendSlowly([0x0F, 0xFF] + [UInt8](repeating: 0, count: 4095))]
        } _: { _, query in
            // Truncated, so that the query is repeated over TCP.
            [.send(query.reply(flags: 0x8380))]
        }
        let run = try await Task.detached {
            try ProgramRun(
                ["audit", "example.com", "--no-config", "--timeout", "6", "--resolver", "\(slow.server)"], limit: 120)
        }.value
        #expect(run.status == 1 || run.status == 3)
        #expect(run.output.contains("the resolver at \(slow.server) did not respond over TCP in time"), "\(run.output)")
        await slow.stop()
    }
}
