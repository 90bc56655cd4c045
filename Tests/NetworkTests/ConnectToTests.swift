import DNS
import Federation
import Testing

@testable import Network

@Suite struct ConnectToTests {
    @Test(arguments: [
        ("example.test:443:192.0.2.1:8443", "example.test", 443, "192.0.2.1", 8443),
        ("Example.Test.:443:192.0.2.1:8443", "example.test", 443, "192.0.2.1", 8443),
        ("::192.0.2.1:", "example.test", 443, "192.0.2.1", 443),
        (":443::1443", "example.test", 443, "example.test", 1443),
        ("example.test::[2001:db8::1]:", "example.test.", 8448, "2001:db8::1", 8448),
        ("[2001:db8::2]:443:other.test:", "2001:db8::2", 443, "other.test", 443),
        (":::", "example.test", 1, "example.test", 1),
    ])
    func `empty parts match and keep everything`(text: String, host: String, port: UInt16, to: String, at: Int) throws {
        let mapping = try #require(ConnectTo(text))
        let place = try #require(ConnectTo.rewrite(host: host, port: port, by: [mapping]))
        #expect(place.host == to)
        #expect(place.port == at)
    }

    @Test(arguments: ["other.test:443:192.0.2.1:1", "example.test:444:192.0.2.1:1"])
    func `another host or port is left alone`(text: String) throws {
        #expect(ConnectTo.rewrite(host: "example.test", port: 443, by: [try #require(ConnectTo(text))]) == nil)
    }

    @Test(arguments: [
        "", "a:1:b", "a:1:b:2:3", "a:x:b:2", "a:0:b:2", "a:65536:b:2", "[::1:1:b:2", "a b:1:c:2", "::1:1:b:2",
    ])
    func `anything but four parts is refused`(text: String) {
        #expect(ConnectTo(text) == nil)
    }

    @Test func `the first matching mapping is used`() throws {
        let mappings = try ["a.test:443:192.0.2.1:", "::192.0.2.2:"].map { try #require(ConnectTo($0)) }
        #expect(ConnectTo.rewrite(host: "a.test", port: 443, by: mappings)?.host == "192.0.2.1")
        #expect(ConnectTo.rewrite(host: "b.test", port: 443, by: mappings)?.host == "192.0.2.2")
    }

    @Test func `only the address changes and not the names, in redirects too`() async throws {
        let peer = try await TestPeer(tls: badCertificate()) { request in
            request.hasPrefix("GET /start ") ? .redirect("https://other.test/x") : .ok("there")
        }
        let mapping = try #require(ConnectTo(":443:127.0.0.1:\(peer.port)"))
        let client = try HTTPSClient.forTest(connectTo: [mapping])
        // Addresses that the user gives are trusted, unlike those from names of others.
        let request = HTTPSRequest(
            try HTTPURL("https://example.test/start"), address: .v4(0xC000_0201),
            internalAddresses: InternalAddressPolicy(.refuse, ownAddresses: []))
        let exchange = try await client.get(request)
        #expect(exchange.failure == nil)
        #expect(exchange.address == .loopback)
        #expect(exchange.port == peer.port)
        #expect(peer.log.names == ["example.test", "other.test"])
        #expect(exchange.hops.map(\.url.description) == ["https://example.test/start", "https://other.test/x"])
    }
}
