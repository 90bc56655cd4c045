import Federation
import Synchronization
import Testing

@testable import Network

/// Requests over connections that stay open have the results of requests over new ones.
@Suite struct OpenConnectionsTests {
    /// Returns the bodies of several requests, one after the other, and expects that no connection stays open at the end.
    private func bodies(
        _ count: Int, of peer: TestPeer, with client: HTTPSClient? = nil,
        _ change: (inout HTTPSRequest) -> Void = { _ in }
    ) async throws -> [String?] {
        let client = try client ?? .forTest()
        let connections = client.openConnections()
        var request = try HTTPSRequest.of(peer)
        change(&request)
        var bodies: [String?] = []
        for _ in 0..<count {
            let exchange = try await client.get(request, over: connections)
            bodies.append(exchange.failure == nil ? String(decoding: exchange.body, as: UTF8.self) : nil)
        }
        await connections.close()
        guard try await peer.log.isLeftAlone() else { throw LeakedConnection() }
        return bodies
    }

    @Test func `requests to one endpoint share a handshake, which each of them reports`() async throws {
        let peer = try await TestPeer(tls: badCertificate()) { _ in .okOpen("{}") }
        let client = try HTTPSClient.forTest()
        let connections = client.openConnections()
        let first = try await client.get(.of(peer), over: connections)
        let second = try await client.get(.of(peer), over: connections)
        #expect(peer.log.accepted == 1)
        #expect(peer.log.requests.count == 2)
        #expect(peer.log.requests.allSatisfy { !$0.contains("Connection:") })
        #expect(second.body == Array("{}".utf8))
        let tls = try #require(second.hops.first?.tls)
        #expect(tls.certificates.count == 2)
        #expect(tls.certificates == first.hops.first?.tls?.certificates)
        #expect(tls.version == .tls13)
        #expect(tls.cipherSuite == first.hops.first?.tls?.cipherSuite)
        await connections.close()
        #expect(try await peer.log.isLeftAlone())
        await peer.stop()
    }

    @Test func `concurrent requests to one endpoint take turns`() async throws {
        let peer = try await TestPeer(tls: badCertificate()) { _ in .okOpen("{}") }
        let client = try HTTPSClient.forTest()
        let connections = client.openConnections()
        let request = try HTTPSRequest.of(peer)
        _ = try await client.get(request, over: connections)
        try await withThrowingTaskGroup(of: Int?.self) { group in
            for _ in 0..<3 { group.addTask { try await client.get(request, over: connections).status } }
            for try await status in group { #expect(status == 200) }
        }
        // A slow machine may exceed the time that a request waits for another one.
        #expect(peer.log.accepted < 4)
        await connections.close()
        #expect(try await peer.log.isLeftAlone())
        await peer.stop()
    }

    @Test func `an endpoint that does not answer one request delays others only for a moment`() async throws {
        let peer = try await TestPeer(tls: badCertificate()) { text in
            text.contains("/slow") ? .silence : .okOpen("{}")
        }
        let client = try HTTPSClient.forTest()
        let connections = client.openConnections()
        let request = try HTTPSRequest.of(peer)
        var slow = request
        slow.url = try HTTPURL("https://example.test/slow")
        let slowRequest = slow
        let waiting = Task { try await client.get(slowRequest, over: connections) }
        while peer.log.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try await client.get(request, over: connections).status == 200)
        #expect(peer.log.accepted == 2)
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        await connections.close()
        #expect(try await peer.log.isLeftAlone())
        await peer.stop()
    }

    @Test func `a new handshake is made if it is asked for`() async throws {
        let peer = try await TestPeer(tls: badCertificate()) { _ in .okOpen("{}") }
        #expect(try await bodies(3, of: peer) { $0.needsHandshake = true } == ["{}", "{}", "{}"])
        #expect(peer.log.accepted == 3)
        await peer.stop()
    }

    @Test(arguments: ["closes", "hangs", "resets", "408", "malformed", "without a length"])
    func `a request that fails on an open connection is made on a new one`(server: String) async throws {
        let answered = Mutex(0)
        let peer = try await TestPeer(tls: badCertificate()) { _ in
            let isFirst = answered.withLock { count in
                count += 1
                return count % 2 == 1
            }
            switch server {
            case "closes": return .ok("{}")
            case "without a length": return .text("HTTP/1.1 200 OK\r\n\r\n{}")
            case "hangs": return isFirst ? .okOpen("{}") : .silence
            case "resets": return isFirst ? .okOpen("{}") : .reset([])
            case "408":
                return isFirst ? .okOpen("{}") : .text("HTTP/1.1 408 Timeout\r\nContent-Length: 0\r\n\r\n")
            default: return isFirst ? .okOpen("{}") : .text("SSH-2.0-server\r\n")
            }
        }
        let client = try HTTPSClient.forTest { $0.headers = .seconds(server == "hangs" ? 5 : 900) }
        #expect(try await bodies(2, of: peer, with: client) == ["{}", "{}"])
        #expect(peer.log.accepted == 2)
        await peer.stop()
    }

    @Test func `a second response that nothing asked for answers no request`() async throws {
        let unasked = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
        let peer = try await TestPeer(tls: badCertificate()) { _ in
            .open(Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}\(unasked)".utf8))
        }
        #expect(try await bodies(2, of: peer) == ["{}", "{}"])
        #expect(peer.log.accepted == 2)
        await peer.stop()
    }

    @Test func `connections that stay open leave descriptors for others`() async throws {
        let peer = try await TestPeer(tls: badCertificate()) { _ in .okOpen("{}") }
        let client = try HTTPSClient(resolver: FixedAddresses(), maximumConnections: 4)
        let (first, second) = (client.openConnections(), client.openConnections())
        for connections in [first, second, second] {
            #expect(try await client.get(.of(peer), over: connections).status == 200)
        }
        // Only one of four stays open.
        #expect(peer.log.accepted == 3)
        await first.close()
        for _ in 0..<2 { #expect(try await client.get(.of(peer), over: second).status == 200) }
        #expect(peer.log.accepted == 4)
        await second.close()
        #expect(try await peer.log.isLeftAlone())
        await peer.stop()
    }
}
