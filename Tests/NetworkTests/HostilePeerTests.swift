import NIOSSL
import TLSIdentity
import Testing

@testable import Network

@Suite struct HostilePeerTests {
    // MARK: - Silence

    @Test func `a tarpit causes a timeout of the TLS phase`() async throws {
        let client = try HTTPSClient.forTest { $0.tls = .milliseconds(50) }
        let exchange = try await exchange(tls: false, with: client) { _ in .silence }
        #expect(exchange.failure?.word == .timeout)
        #expect(exchange.failure?.phase == .tls)
        #expect(exchange.hops.first?.tls?.failure == exchange.failure)
    }

    @Test func `silence after the request causes a timeout of the headers phase`() async throws {
        let client = try HTTPSClient.forTest { $0.headers = .milliseconds(50) }
        let exchange = try await exchange(with: client) { _ in .silence }
        #expect(exchange.failure?.word == .timeout)
        #expect(exchange.failure?.phase == .headers)
        #expect(exchange.hops.first?.tls?.failure == nil)
        #expect(exchange.hops.first?.tls?.certificates.count == 2)
    }

    @Test func `occasional bytes do not extend the timeout of a phase`() async throws {
        let hasty = try HTTPSClient.forTest { $0.headers = .milliseconds(200) }
        let response = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
        let headers = try await exchange(with: hasty) { _ in .drip(Array(response.utf8), .milliseconds(20)) }
        #expect(headers.failure?.word == .timeout)
        #expect(headers.failure?.phase == .headers)
        let long = Array(response.utf8) + [UInt8](repeating: 0x20, count: 100)
        let patientAtFirst = try HTTPSClient.forTest { $0.body = .milliseconds(200) }
        let body = try await exchange(with: patientAtFirst) { _ in .partial(long) }
        #expect(body.failure?.word == .timeout)
        #expect(body.failure?.phase == .body)
        #expect(body.status == 200)
        #expect(body.body.count == 100)
    }

    @Test func `the total time limit ends an exchange even if each hop is within its own`() async throws {
        let client = try HTTPSClient.forTest { $0.total = .milliseconds(300) }
        let exchange = try await exchange(with: client, redirects: RedirectPolicy(limit: 100_000)) { request in
            let path = request.split(separator: " ").dropFirst().first ?? ""
            return .drip(Array("HTTP/1.1 302 Found\r\nLocation: \(path)x\r\n\r\n".utf8), .milliseconds(1))
        }
        #expect(exchange.failure?.word == .timeout)
        #expect(exchange.failure?.cause == .timedOut(wholeExchange: true))
    }

    @Test func `cancelling ends an exchange at once and leaves no connection`() async throws {
        let peer = try await TestPeer(tls: nil) { _ in .silence }
        let client = try HTTPSClient.forTest()
        let request = try HTTPSRequest.of(peer)
        let task = Task { try await client.get(request) }
        while peer.log.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await peer.log.isLeftAlone())
    }

    @Test func `cancelling ends the wait for a resolver at once`() async throws {
        let client = try HTTPSClient.forTest(resolver: DeafResolver())
        let task = Task { try await exchange(with: client) { _ in .redirect("https://other.test/") } }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `a closed port is refused`() async throws {
        let peer = try await TestPeer(tls: nil) { _ in .silence }
        var request = try HTTPSRequest.of(peer)
        await peer.stop()
        // A peer of another test may use the port by now, but not at this address.
        request.address = .v4(0x7F09_0909)
        let refused = try await HTTPSClient.forTest().get(request)
        #expect(refused.failure?.word == .connectionRefused)
        #expect(refused.failure?.phase == .connect)
        #expect(refused.failure?.cause == .refused)
    }

    // MARK: - No TLS

    @Test(arguments: [
        ("HTTP/1.1 400 Bad Request\r\n\r\n", PeerProtocol.http), ("SSH-2.0-OpenSSH_9.2\r\n", .ssh),
        ("220 mail.test ESMTP\r\n", .smtpOrFTP), ("* OK IMAP4 ready\r\n", .imap), ("+OK POP3\r\n", .pop3),
        ("\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7} garbage", .unknown), ("x", .unknown),
    ])
    func `another protocol on the port is recognised by its first bytes`(text: String, peer: PeerProtocol) async throws
    {
        for greets in [false, true] {
            let exchange = try await exchange(tls: false, greets: greets) { _ in .text(text) }
            #expect(exchange.failure?.word == .tlsFailed)
            #expect(exchange.failure?.phase == .tls)
            #expect(exchange.failure?.cause == .notTLS(peer), "\(exchange)")
            #expect(exchange.failure?.firstBytes == Array(text.utf8))
            #expect(exchange.failure?.detail.utf8.allSatisfy { $0 >= 0x20 } == true)
        }
    }

    @Test(arguments: [TLSAlert.handshakeFailure, .unrecognizedName, TLSAlert(rawValue: 80)])
    func `the alert that refuses a handshake is kept`(alert: TLSAlert) async throws {
        let exchange = try await exchange(tls: false) { _ in .answer([21, 3, 3, 0, 2, 2, alert.rawValue]) }
        #expect(exchange.failure?.cause == .alert(alert))
        #expect(exchange.failure?.detail.contains(alert.description) == true)
    }

    @Test func `the alert protocol_version means an old server`() async throws {
        let exchange = try await exchange(tls: false) { _ in .answer([21, 3, 1, 0, 2, 2, 70]) }
        #expect(exchange.failure?.cause == .oldTLS(nil))
    }

    @Test func `garbage in TLS records is reported as malformed TLS`() async throws {
        let exchange = try await exchange(tls: false) { _ in .answer([22, 3, 3, 0, 4, 2, 0, 0, 0]) }
        #expect(exchange.failure?.word == .tlsFailed)
        #expect(exchange.failure?.cause == .malformedTLS)
    }

    @Test func `the number of bytes before the handshake is limited`() async throws {
        // Empty handshake fragments, the start of an endless message, and data that is not TLS.
        let unfinished: [UInt8] = [22, 3, 3, 0x40, 0, 2, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 0x4000 - 4)
        let empty = [[UInt8]](repeating: [22, 3, 3, 0, 0], count: 1000).flatMap { $0 }
        for flood in [empty, unfinished, [UInt8](repeating: 22, count: 4096)] {
            let exchange = try await exchange(tls: false) { _ in .endless([], flood) }
            #expect(exchange.failure?.word == .tlsFailed)
            #expect(exchange.failure?.phase == .tls)
        }
    }

    @Test func `a certificate chain of a megabyte is refused before it is read`() async throws {
        let certificate = try TestCertificate.expiredForAnotherName.get()
        let size = try certificate.chain[1].toDERBytes().count
        let tls = try certificate.server(copies: 1_000_000 / size + 1)
        let peer = try await TestPeer(tls: tls) { _ in .ok("") }
        let exchange = try await HTTPSClient.forTest().get(.of(peer))
        #expect(exchange.failure?.word == .tlsFailed)
        #expect(exchange.failure?.cause == .oversizedHandshake, "\(exchange)")
        #expect(exchange.hops.first?.tls?.certificates == [])
    }

    @Test func `a connection closed or reset during the handshake is reported as such`() async throws {
        let reset = try await exchange(tls: false) { _ in .reset([]) }
        #expect(reset.failure?.word == .tlsFailed)
        #expect(reset.failure?.cause == .reset || reset.failure?.cause == .closed)
        let closed = try await exchange(tls: false) { _ in .answer([]) }
        #expect(closed.failure?.word == .tlsFailed)
        #expect(closed.failure?.cause == .closed)
    }

    // MARK: - No HTTP

    @Test func `a connection closed or reset after the request is reported with the phase`() async throws {
        for reaction in [Reaction.answer([]), .reset([]), .text("HTTP/1.1 200 OK\r\nContent-"), .reset([0x48])] {
            let exchange = try await exchange { _ in reaction }
            #expect(exchange.failure?.word == .protocolError)
            #expect(exchange.failure?.phase == .headers)
        }
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"
        for reaction in [Reaction.text(head), .reset(Array(head.utf8))] {
            let exchange = try await exchange { _ in reaction }
            #expect(exchange.failure?.word == .protocolError)
            #expect([.closed, .reset].contains(exchange.failure?.cause))
        }
    }

    @Test(arguments: [
        "<html>no status line, as in HTTP/0.9</html>", "HTTP/2 200\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\n\r\n", "HTTP/1.1 200 OK\r\nX Space: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: empty\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnonsense\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcdefgh\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n",
    ])
    func `what is no proper HTTP/1.1 is a protocol error`(response: String) async throws {
        let exchange = try await exchange { _ in .text(response) }
        #expect(exchange.failure?.word == .protocolError, "\(exchange)")
        #expect(exchange.body.count <= 8)
    }

    @Test func `a compressed body is not read`() async throws {
        let exchange = try await exchange { _ in
            .endless(
                Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".utf8), [UInt8](repeating: 0, count: 4096))
        }
        #expect(exchange.failure?.cause == .unexpectedEncoding)
        #expect(exchange.body.isEmpty)
    }

    // MARK: - Endless data

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\n", "X-Filler: abcdefghijklmnopqrstuvwxyz\r\n"),
        ("HTTP/1.1 200 OK\r\nX-Filler: ", "abcdefghijklmnopqrstuvwxyz"), ("HTTP/1.1 200 ", "very OK "),
        ("HTTP/1.1 200 OK\r\n", "a"),
    ])
    func `an endless head is cut off`(first: String, again: String) async throws {
        let exchange = try await exchange { _ in
            .endless(Array(first.utf8), Array(String(repeating: again, count: 200).utf8))
        }
        #expect(exchange.failure?.word == .tooLarge, "\(exchange)")
        #expect(exchange.failure?.phase == .headers)
    }

    @Test(arguments: [
        ("Content-Length: 1000000000000\r\n\r\n", "x"), ("\r\n", "x"),
        ("Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"), ("Transfer-Encoding: chunked\r\n\r\n1;", "extension;"),
        ("Transfer-Encoding: chunked\r\n\r\n0\r\n", "X-Trailer: x\r\n"),
    ])
    func `an endless body is cut off and its beginning kept`(head: String, again: String) async throws {
        let peer = try await TestPeer(tls: badCertificate()) { _ in
            .endless(
                Array("HTTP/1.1 200 OK\r\n\(head)".utf8), Array(String(repeating: again, count: 400).utf8))
        }
        let exchange = try await HTTPSClient.forTest().get(.of(peer))
        #expect(exchange.failure?.word == .tooLarge, "\(exchange)")
        #expect(exchange.failure?.phase == .body)
        #expect(exchange.status == 200)
        #expect(exchange.body.count <= HTTPSLimits().bodyBytes)
        #expect(try await peer.log.isLeftAlone())
        // The peer can send at most the limit plus the buffers of two sockets.
        #expect(peer.log.sent < 16 << 20)
    }

    @Test func `the number of interim responses is limited`() async throws {
        let exchange = try await exchange { _ in
            .endless([], Array(String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 100).utf8))
        }
        #expect(exchange.failure?.cause == .interimResponses)
        #expect(exchange.failure?.phase == .headers)
    }
}
