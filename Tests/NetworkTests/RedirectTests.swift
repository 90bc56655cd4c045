import DNS
import Testing

@testable import Network

@Suite struct RedirectTests {
    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect on the same host is followed and both hops are recorded`(status: Int) async throws {
        let exchange = try await exchange { request in
            request.hasPrefix("GET /start ") ? .redirect("moved?x=1#there", status) : .ok("here")
        }
        #expect(exchange.failure == nil)
        #expect(exchange.hops.map(\.status) == [status, 200])
        #expect(
            exchange.hops.map(\.url.description) == ["https://example.test/start", "https://example.test/moved?x=1"])
        #expect(exchange.hops.first?.location == "moved?x=1#there")
        #expect(exchange.body == Array("here".utf8))
        #expect(exchange.hops[0].port == exchange.hops[1].port)
    }

    @Test(arguments: [300, 304, 305, 306])
    func `no other 3xx is a redirect`(status: Int) async throws {
        let exchange = try await exchange { _ in .redirect("/elsewhere", status) }
        #expect(exchange.status == status)
        #expect(exchange.hops.count == 1)
        #expect(exchange.failure == nil)
    }

    @Test func `another host is resolved by the caller and contacted with its own names`() async throws {
        let other = try await TestPeer(tls: badCertificate()) { _ in .ok("other") }
        let client = try HTTPSClient.forTest(resolver: FixedAddresses(answers: ["other.test": [.loopback]]))
        let port = other.port
        let exchange = try await exchange(with: client) { _ in .redirect("https://OTHER.test:\(port)/a/../b c") }
        #expect(exchange.failure == nil)
        #expect(other.log.names == ["other.test"])
        #expect(other.log.requests.first?.hasPrefix("GET /b%20c HTTP/1.1\r\nHost: other.test:\(port)\r\n") == true)
        #expect(exchange.hops.last?.address == .loopback)
    }

    @Test func `of several addresses the first that connects is used, and each attempt is a hop`() async throws {
        let other = try await TestPeer(tls: badCertificate()) { _ in .ok("other") }
        let client = try HTTPSClient.forTest(
            resolver: FixedAddresses(answers: ["other.test": [.v4(0x7F00_0009), .loopback]]))
        let port = other.port
        let exchange = try await exchange(with: client) { _ in .redirect("https://other.test:\(port)/") }
        #expect(exchange.failure == nil)
        #expect(exchange.hops.map(\.failure?.word) == [nil, .connectionRefused, nil])
        #expect(exchange.hops.map(\.address) == [.loopback, .v4(0x7F00_0009), .loopback])
    }

    @Test func `an address in a redirect is passed to the resolver of the caller, which may refuse it`() async throws {
        let exchange = try await exchange { _ in .redirect("https://10.0.0.1/admin") }
        #expect(exchange.failure?.word == .dnsFailed)
        #expect(exchange.failure?.phase == .resolve)
        #expect(exchange.failure?.detail == "10.0.0.1 is not in this test")
        #expect(exchange.hops.count == 1)
    }

    @Test func `a redirect loop is detected, however the URL is spelled`() async throws {
        let exchange = try await exchange { request in
            request.hasPrefix("GET /start ") ? .redirect("/b") : .redirect("HTTPS://EXAMPLE.TEST:443/x/../start#again")
        }
        #expect(exchange.failure?.word == .redirectLoop)
        #expect(exchange.hops.count == 2)
    }

    @Test func `the number of redirects is limited`() async throws {
        let exchange = try await exchange(redirects: RedirectPolicy(limit: 3)) { request in
            let path = request.split(separator: " ").dropFirst().first ?? ""
            return .redirect("\(path)x")
        }
        #expect(exchange.failure?.word == .tooManyRedirects)
        #expect(exchange.hops.count == 4)
        #expect(exchange.status == 302)
    }

    @Test func `with a limit of 0 the redirect is the response`() async throws {
        let exchange = try await exchange(redirects: .none) { _ in .redirect("/b") }
        #expect(exchange.failure == nil)
        #expect(exchange.status == 302)
        #expect(exchange.hops.first?.location == "/b")
    }

    @Test func `redirects to HTTP are followed only if allowed`() async throws {
        let plain = try await TestPeer(tls: nil) { _ in .ok("plain") }
        let port = plain.port
        let answers = FixedAddresses(answers: ["example.test": [.loopback]])
        let client = try HTTPSClient.forTest(resolver: answers)
        let answer: @Sendable (String) -> Reaction = { _ in .redirect("http://example.test:\(port)/") }
        let refused = try await exchange(with: client, answer: answer)
        #expect(refused.failure?.cause == .downgrade)
        #expect(refused.hops.first?.location == "http://example.test:\(port)/")
        #expect(plain.log.requests.isEmpty)
        let followed = try await exchange(
            with: client, redirects: RedirectPolicy(followsPlainHTTP: true), answer: answer)
        #expect(followed.failure == nil)
        #expect(followed.body == Array("plain".utf8))
        #expect(followed.hops.last?.tls == nil)
    }

    @Test(arguments: [
        "file:///etc/passwd", "unix:/run/x.sock", "http+unix://%2Frun/x", "ftp://example.test/", "javascript:1",
        "https://user:secret@example.test/", "https:///x", "https://exa mple.test/", "https://example.test:0/",
        "https://example.test:99999/", "https://[::1/", "https://[nonsense]/", "//", "https:/start",
        "https://\u{FC}ber.test/", "https://%65xample.test/",
    ])
    func `a Location that is no https URL ends the exchange`(location: String) async throws {
        let exchange = try await exchange { _ in .redirect(location) }
        #expect(exchange.failure?.word == .protocolError, "\(exchange)")
        #expect(exchange.failure?.cause == .badLocation)
        #expect(exchange.hops.count == 1)
    }

    @Test func `no control character of a Location reaches another server`() async throws {
        let tab = try await exchange { _ in .redirect("/a\tX-Injected: 1") }
        #expect(tab.failure?.cause == .badLocation)
        // Some implementations take a bare CR or NUL as the end of a header, so the whole response is refused.
        for byte in ["\r", "\0"] {
            let refused = try await exchange { _ in .redirect("/a\(byte)X-Injected: 1") }
            #expect(refused.failure?.word == .protocolError)
            #expect(refused.hops.count == 1)
        }
    }

    @Test func `two different Location headers are refused`() async throws {
        let exchange = try await exchange { _ in .redirect("/a\r\nLocation: /b") }
        #expect(exchange.failure?.cause == .badLocation)
    }

    @Test func `a resolver that never answers causes a timeout of the resolve phase`() async throws {
        let client = try HTTPSClient.forTest(resolver: DeafResolver()) { $0.resolve = .milliseconds(50) }
        let exchange = try await exchange(with: client) { _ in .redirect("https://other.test/") }
        #expect(exchange.failure?.word == .timeout)
        #expect(exchange.failure?.phase == .resolve)
    }
}
