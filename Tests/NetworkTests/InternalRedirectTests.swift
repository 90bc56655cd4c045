import DNS
import Federation
import Synchronization
import Testing

@testable import Network

/// Redirects into the internal network of the client, at every hop. Refused addresses are never contacted.
@Suite struct InternalRedirectTests {
    /// A loopback address of the server name itself, as for a server of others on this machine.
    private static let ownOnly = InternalAddressPolicy(.byServerName, ownAddresses: [.loopback])

    @Test(arguments: ["https", "http"])
    func `a redirect to an internal address is not followed, over TLS or not`(scheme: String) async throws {
        let peer = try await TestPeer(tls: nil) { _ in .ok("secret") }
        let location = "\(scheme)://[::ffff:127.0.0.1]:\(peer.port)/latest/meta-data"
        let client = try HTTPSClient.forTest(resolver: LiteralAddresses())
        let exchange = try await exchange(
            with: client, redirects: RedirectPolicy(followsPlainHTTP: true), internalAddresses: Self.ownOnly
        ) { _ in .redirect(location) }
        #expect(exchange.failure?.word == .internalAddress)
        #expect(exchange.failure?.phase == .connect)
        #expect(exchange.skippedAddresses == [IPAddress("::ffff:127.0.0.1")])
        #expect(exchange.hops.count == 1)
        #expect(peer.log.accepted == 0)
        let entry = exchange.httpsEntry(Self.ownOnly)
        #expect(entry.isRedirectRefused && entry.error == .internalAddress)
    }

    @Test(arguments: [
        "10.0.0.1", "169.254.169.254", "127.0.0.7", "[::1]", "[fd00::1]", "[64:ff9b::10.0.0.1]", "0.0.0.0", "224.0.0.1",
        "255.255.255.255",
    ])
    func `every kind of internal address in a Location is refused`(host: String) async throws {
        let client = try HTTPSClient.forTest(resolver: LiteralAddresses())
        let exchange = try await exchange(with: client, internalAddresses: Self.ownOnly) { _ in
            .redirect("https://\(host)/admin")
        }
        #expect(exchange.failure?.cause == .internalAddress)
        #expect(exchange.hops.count == 1)
    }

    @Test func `the second and third hop are checked like the first`() async throws {
        let inner = try await TestPeer(tls: badCertificate()) { _ in .ok("secret") }
        let outer = try await TestPeer(tls: badCertificate()) { _ in .redirect("https://inner.test/") }
        let client = try HTTPSClient.forTest(
            resolver: FixedAddresses(answers: [
                "outer.test": [.loopback], "inner.test": [.v4(0x7F00_0009)],
            ]))
        let (outerPort, innerPort) = (outer.port, inner.port)
        for location in ["https://inner.test:\(innerPort)/", "https://outer.test:\(outerPort)/"] {
            let exchange = try await exchange(with: client, internalAddresses: Self.ownOnly) { _ in
                .redirect(location)
            }
            #expect(exchange.failure?.cause == .internalAddress)
        }
        #expect(outer.log.accepted == 1)
        #expect(inner.log.accepted == 0)
    }

    @Test func `of public and internal addresses the internal ones are skipped and recorded`() async throws {
        let other = try await TestPeer(tls: badCertificate()) { _ in .ok("other") }
        let client = try HTTPSClient.forTest(
            resolver: FixedAddresses(answers: ["other.test": [.v4(0x7F00_0009), .loopback, .v4(0x0A00_0001)]]))
        let port = other.port
        let exchange = try await exchange(with: client, internalAddresses: Self.ownOnly) { _ in
            .redirect("https://other.test:\(port)/")
        }
        #expect(exchange.failure == nil)
        #expect(exchange.skippedAddresses == [.v4(0x7F00_0009), .v4(0x0A00_0001)])
        #expect(exchange.hops.map(\.address) == [.loopback, .loopback])
    }

    @Test func `the connection goes to the address that was checked, even if the name resolves differently each time`()
        async throws
    {
        let inner = try await TestPeer(tls: badCertificate()) { _ in .ok("secret") }
        // First the address of the server, then another one. With separate look-ups for the check and the connection
        // the second one would be contacted.
        let rebinding = ChangingAddresses(answers: [[.loopback], [.v4(0x7F00_0009)], [.v4(0x7F00_0009)]])
        let client = try HTTPSClient.forTest(resolver: rebinding)
        let port = inner.port
        let answer: @Sendable (String) -> Reaction = { _ in .redirect("https://rebind.test:\(port)/") }
        let first = try await exchange(with: client, internalAddresses: Self.ownOnly, answer: answer)
        #expect(first.hops.last?.address == .loopback)
        #expect(rebinding.count == 1)
        let second = try await exchange(with: client, internalAddresses: Self.ownOnly, answer: answer)
        #expect(second.failure?.cause == .internalAddress)
        #expect(inner.log.accepted == 1)
    }

    @Test func `the first address is checked too, even that of the server name itself`() async throws {
        let peer = try await TestPeer(tls: badCertificate()) { _ in .ok("") }
        for policy in [
            InternalAddressPolicy(.refuse, ownAddresses: [.loopback]),
            InternalAddressPolicy(.byServerName, ownAddresses: [.v4(0x0808_0808)]),
        ] {
            let exchange = try await HTTPSClient.forTest().get(.of(peer, internalAddresses: policy))
            #expect(exchange.failure?.cause == .internalAddress)
            #expect(exchange.httpsEntry(policy).isUnasked)
        }
        #expect(peer.log.accepted == 0)
    }

    @Test func `an address given with --connect-to is trusted, but a port alone is not an address`() async throws {
        let peer = try await TestPeer(tls: badCertificate()) { _ in .ok("there") }
        let nowhere = InternalAddressPolicy(.refuse, ownAddresses: [])
        let request = HTTPSRequest(
            try HTTPURL("https://example.test/"), address: .v4(0x7F00_0001), internalAddresses: nowhere)
        let given = try #require(ConnectTo(":443:127.0.0.1:\(peer.port)"))
        #expect(try await HTTPSClient.forTest(connectTo: [given]).get(request).failure == nil)
        let portOnly = try #require(ConnectTo(":443::\(peer.port)"))
        let refused = try await HTTPSClient.forTest(connectTo: [portOnly]).get(request)
        #expect(refused.failure?.cause == .internalAddress)
        #expect(peer.log.accepted == 1)
    }

    @Test func `a body from an internal address is kept for an internal server name only`() async throws {
        let exchange = try await exchange { _ in .ok("secret") }
        #expect(exchange.isFromInternalAddress)
        let publicName = InternalAddressPolicy(.follow, ownAddresses: [.v4(0x0808_0808)])
        #expect(exchange.httpsEntry(publicName).isBodyWithheld)
        #expect(exchange.federationEntry(publicName).isBodyWithheld)
        #expect(!exchange.httpsEntry(Self.ownOnly).isBodyWithheld)
        #expect(!exchange.federationEntry(Self.ownOnly).isBodyWithheld)
    }
}

/// A resolver for literal addresses only.
private struct LiteralAddresses: AddressResolver {
    func addresses(of host: String) async throws -> [IPAddress] {
        guard let address = IPAddress(host) else { throw AddressLookupError("\(host) is not in this test") }
        return [address]
    }
}

/// A resolver that returns different addresses each time, as in DNS rebinding.
private final class ChangingAddresses: AddressResolver {
    private let answers: [[IPAddress]]
    private let asked = Mutex(0)

    init(answers: [[IPAddress]]) { self.answers = answers }

    var count: Int { asked.withLock { $0 } }

    func addresses(of host: String) async throws -> [IPAddress] {
        let number = asked.withLock { asked in
            asked += 1
            return asked - 1
        }
        return answers[min(number, answers.count - 1)]
    }
}
