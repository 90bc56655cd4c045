import DNS
import Federation
import NIOSSL
import TLSIdentity
import Testing

@testable import Network

@Suite struct HTTPSExchangeTests {
    @Test func `an expired certificate for another name is kept, and the response is read anyway`()
        async throws
    {
        let exchange = try await exchange { _ in .ok("{}", headers: "Content-Type: application/json\r\n") }
        #expect(exchange.failure == nil)
        #expect(exchange.status == 200)
        #expect(exchange.body == Array("{}".utf8))
        #expect(exchange.values(of: "Content-Type") == ["application/json"])
        let tls = try #require(exchange.hops.first?.tls)
        let sent = try TestCertificate.expiredForAnotherName.get().chain
        #expect(tls.certificates == (try sent.map { try $0.toDERBytes() }))
        #expect(tls.version == .tls13)
        #expect(tls.cipherSuite?.hasPrefix("TLS_") == true)
        #expect(tls.applicationProtocol == "http/1.1")
        #expect(tls.serverName == "example.test")
        #expect(tls.failure == nil)
    }

    @Test func `path, Host and SNI are sent as given, independently of each other`() async throws {
        let peer = try await TestPeer(tls: badCertificate()) { _ in .ok("") }
        var request = HTTPSRequest(
            try HTTPURL("https://example.test/_matrix/key/v2/server?a=b"), address: .loopback, port: peer.port,
            internalAddresses: .follow)
        request.hostHeader = "Example.test:8448"
        request.serverName = "other.test."
        request.headers = [Header("Origin", "https://app.test")]
        let exchange = try await HTTPSClient.forTest().get(request)
        #expect(exchange.failure == nil)
        #expect(peer.log.names == ["other.test"])
        let lines = try #require(peer.log.requests.first).split(separator: "\r\n")
        #expect(lines.first == "GET /_matrix/key/v2/server?a=b HTTP/1.1")
        #expect(lines.contains("Host: Example.test:8448"))
        #expect(lines.contains("Accept-Encoding: identity"))
        #expect(lines.contains("Origin: https://app.test"))
    }

    @Test func `the next address is tried if the first refuses the connection, and is that of the response`()
        async throws
    {
        let peer = try await TestPeer(tls: badCertificate()) { _ in .ok("other") }
        var request = try HTTPSRequest.of(peer)
        request.address = .v4(0x7F00_0009)
        request.otherAddresses = [.loopback, .v4(0x7F00_000A)]
        let exchange = try await HTTPSClient.forTest().get(request)
        #expect(exchange.failure == nil && exchange.body == Array("other".utf8))
        #expect(exchange.hops.map(\.failure?.word) == [.connectionRefused, nil])
        #expect(exchange.address == .loopback && exchange.requestedAddress == .loopback)
        #expect(exchange.httpsEntry(.follow).address == .loopback)
    }

    @Test func `if no address accepts a connection, the failure is that of the last address with a route`() async throws
    {
        let peer = try await TestPeer(tls: badCertificate()) { _ in .ok("") }
        var request = try HTTPSRequest.of(peer)
        request.address = .v4(0x7F00_0009)
        // No route leads to the broadcast address.
        request.otherAddresses = [.v4(0x7F00_000A), .v4(.max)]
        let exchange = try await HTTPSClient.forTest().get(request)
        #expect(exchange.failure?.word == .connectionRefused)
        #expect(exchange.requestedAddress == .v4(0x7F00_000A))
        #expect(peer.log.requests.isEmpty)
    }

    @Test func `a failure after the connection is not hidden by another address`() async throws {
        let silent = try await TestPeer(tls: nil) { _ in .ok("") }
        var request = try HTTPSRequest.of(silent)
        request.otherAddresses = [.v4(0x7F00_0009)]
        let exchange = try await HTTPSClient.forTest().get(request)
        #expect(exchange.failure?.phase == .tls)
        #expect(exchange.hops.count == 1 && exchange.requestedAddress == .loopback)
    }

    @Test(arguments: ["192.0.2.1", "[2001:db8::1]", "2001:db8::1"])
    func `an address is never sent as SNI`(name: String) async throws {
        let peer = try await TestPeer(tls: badCertificate()) { _ in .ok("") }
        let record = try await HTTPSClient.forTest().handshake(
            address: .loopback, port: peer.port, serverName: name)
        #expect(record.failure == nil)
        #expect(record.serverName == nil)
        #expect(peer.log.names == [nil])
        #expect(peer.log.requests.isEmpty)
    }

    @Test(arguments: ["example.test\r\nX-Injected: 1", "a b", ""])
    func `a Host header that would break out of its line is not sent`(host: String) async throws {
        let peer = try await TestPeer(tls: badCertificate()) { _ in .ok("") }
        var request = try HTTPSRequest.of(peer)
        request.hostHeader = host
        let exchange = try await HTTPSClient.forTest().get(request)
        #expect(exchange.failure?.cause == .unusableRequest)
        #expect(peer.log.requests.isEmpty)
    }

    @Test func `a server that wants a client certificate refuses with its alert`() async throws {
        let tls = try TestCertificate.expiredForAnotherName.get().server(asksForCertificate: true)
        let peer = try await TestPeer(tls: tls) { _ in .ok("") }
        let exchange = try await HTTPSClient.forTest().get(.of(peer))
        #expect(exchange.failure?.word == .tlsFailed)
        #expect(exchange.failure?.cause == .alert(.certificateRequired))
        #expect(exchange.hops.first?.tls?.certificates.count == 2)
    }

    @Test func `a server without http/1.1 in its ALPN list is distinguished from one without TLS`() async throws {
        let tls = try TestCertificate.expiredForAnotherName.get().server(applicationProtocols: ["h2"])
        let peer = try await TestPeer(tls: tls) { _ in .ok("") }
        let exchange = try await HTTPSClient.forTest().get(.of(peer))
        // The NIOSSL server continues without ALPN, while others send no_application_protocol. Both are accepted.
        #expect(exchange.hops.first?.tls?.applicationProtocol == nil)
    }

    @Test func `a server with only TLS 1.0 and 1.1 is reported as such, and the probe shows both`() async throws {
        let tls = try TestCertificate.expiredForAnotherName.get().server(from: .tlsv1, to: .tlsv11)
        let peer = try await TestPeer(tls: tls) { _ in .ok("") }
        let client = try HTTPSClient.forTest()
        let exchange = try await client.get(.of(peer))
        #expect(exchange.failure?.word == .tlsFailed)
        #expect(exchange.failure?.phase == .tls)
        guard case .oldTLS? = exchange.failure?.cause else {
            Issue.record("\(String(describing: exchange.failure))")
            return
        }
        let answers = try await client.probeVersions(address: .loopback, port: peer.port, serverName: "example.test")
        #expect(answers.map(\.verdict) == [.accepted, .accepted, .refused, .refused])
        #expect(answers.map(\.version) == [.tls10, .tls11, .tls12, .tls13])
    }

    @Test func `the probe of a modern server refuses the old versions only`() async throws {
        let peer = try await TestPeer(tls: badCertificate()) { _ in .ok("") }
        let answers = try await HTTPSClient.forTest().probeVersions(
            address: .loopback, port: peer.port, serverName: "example.test")
        #expect(answers.map(\.verdict) == [.refused, .refused, .accepted, .accepted])
        #expect(answers.map(\.handshake.version) == [nil, nil, .tls12, .tls13])
    }

    @Test func `times are those of the injected clock`() async throws {
        let peer = try await TestPeer(tls: badCertificate()) { _ in .ok("") }
        var client = try HTTPSClient.forTest()
        client.clock = TransportClock(
            now: { Timestamp(seconds: 1_795_248_000) }, elapsed: { .milliseconds(5) })
        let exchange = try await client.get(.of(peer))
        #expect(exchange.at.description == "2026-11-21T08:00:00Z")
        #expect(exchange.milliseconds == 0)
        #expect(exchange.hops.first?.connectMilliseconds == 0)
    }

    @Test func `a body up to the limit is complete, and a longer one is truncated and marked`() async throws {
        let body = String(repeating: "x", count: 1000)
        let whole = try await exchange(bodyLimit: 1000) { _ in .ok(body) }
        #expect(whole.failure == nil)
        #expect(whole.body.count == 1000)
        let cut = try await exchange(bodyLimit: 999) { _ in .ok(body) }
        #expect(cut.failure?.word == .tooLarge)
        #expect(cut.failure?.phase == .body)
        #expect(cut.status == 200)
        #expect(cut.body.count == 999)
    }

    @Test func `a body without a length that ends without close_notify is kept and marked`() async throws {
        let marked = try await exchange { _ in .hangUp(Array("HTTP/1.1 200 OK\r\n\r\nhalf".utf8)) }
        #expect(marked.failure == nil)
        #expect(marked.body == Array("half".utf8))
        #expect(marked.endsMarked)
        let clean = try await exchange { _ in .text("HTTP/1.1 200 OK\r\n\r\nwhole") }
        #expect(clean.failure == nil)
        #expect(clean.body == Array("whole".utf8))
        #expect(!clean.endsMarked)
    }

    @Test func `HTTP/1.0 and interim responses are accepted`() async throws {
        let old = try await exchange { _ in .text("HTTP/1.0 404 Not Found\r\n\r\nno") }
        #expect(old.status == 404)
        #expect(old.failure == nil)
        let hints = try await exchange { _ in
            .text("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        }
        #expect(hints.status == 200)
        #expect(hints.body == Array("ok".utf8))
        #expect(hints.values(of: "link").isEmpty)
    }
}

extension HTTPSExchangeTests {
    @Test func `an exchange becomes an evidence entry with all hops, and a failure with its phase`()
        async throws
    {
        let followed = try await exchange { request in
            request.hasPrefix("GET /start ") ? .redirect("/b") : .ok("{}")
        }
        let entry = followed.httpsEntry(.follow)
        #expect(entry.url == "https://example.test/start")
        #expect(entry.hops.map(\.url) == ["https://example.test/start", "https://example.test/b"])
        #expect(entry.hops.first?.headers["location"] == "/b")
        #expect(entry.body == Array("{}".utf8))
        #expect(entry.error == nil)
        let handshake = try #require(followed.hops.first?.tls).entry(of: "asked.test")
        #expect(handshake.serverName == "example.test")
        #expect(handshake.version == "TLSv1.3")
        let certificates = try handshake.certificates.map { try NIOSSLCertificate(bytes: Array($0.utf8), format: .pem) }
        #expect(certificates == (try TestCertificate.expiredForAnotherName.get().chain))

        let failed = try await exchange { _ in .answer([]) }
        #expect(failed.federationEntry(.follow).error == .protocolError)
        #expect(failed.federationEntry(.follow).circumstances.phase == .headers)
        #expect(failed.federationEntry(.follow).body == nil)
        #expect(failed.httpsEntry(.follow).hops.isEmpty)
    }

    @Test func `good servers are not delayed by bad ones contacted at the same time`() async throws {
        let client = try HTTPSClient.forTest { $0.tls = .seconds(30) }
        let good = try await TestPeer(tls: badCertificate()) { _ in .ok("good") }
        let tarpit = try await TestPeer(tls: nil) { _ in .silence }
        let flood = try await TestPeer(tls: badCertificate()) { _ in
            .endless(Array("HTTP/1.1 200 OK\r\n\r\n".utf8), [UInt8](repeating: 0x20, count: 4096))
        }
        let (waiting, requests) = try (HTTPSRequest.of(tarpit), [good, flood].map { try HTTPSRequest.of($0) })
        try await withThrowingTaskGroup(of: HTTPSExchange?.self) { group in
            for _ in 0..<20 {
                _ = group.addTaskUnlessCancelled { try? await client.get(waiting) }
                for request in requests { _ = group.addTaskUnlessCancelled { try await client.get(request) } }
            }
            var words: [ExchangeError?: Int] = [:]
            while words.values.reduce(0, +) < 40, let exchange = try await group.next() {
                words[exchange?.failure?.word, default: 0] += 1
            }
            // All of them end before the first timeout of the tarpits.
            #expect(words == [nil: 20, .tooLarge: 20])
            group.cancelAll()
        }
        for peer in [good, tarpit, flood] { #expect(try await peer.log.isLeftAlone()) }
    }
}

extension HTTPSExchange {
    fileprivate var endsMarked: Bool { hops.last?.endedWithoutCloseNotify ?? false }
}
