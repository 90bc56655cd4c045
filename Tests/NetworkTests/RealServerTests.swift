import DNS
import Federation
import TLSIdentity
import TestSupport
import Testing

@testable import Network

/// What OpenSSL and nginx send if they refuse a handshake, and what is recorded about it.
@Suite struct RealServerTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let failure: TLSFailure?
        let phases: Set<Phase>
        let server: @Sendable () throws -> TLSServer

        init(
            _ name: String, _ failure: TLSFailure?, phases: Set<Phase> = [.tls],
            _ server: @Sendable @escaping () throws -> TLSServer
        ) {
            testDescription = name
            self.failure = failure
            self.phases = phases
            self.server = server
        }
    }

    static let refusals = [
        Refusal("a cipher that no client has", .alert(.handshakeFailure)) {
            try TLSServer.openSSL(["-tls1_2", "-cipher", "ECDHE-ECDSA-CAMELLIA128-SHA256"])
        },
        Refusal("nginx with such a cipher", .alert(.handshakeFailure)) {
            try TLSServer.nginx(
                listen: "ssl", "ssl_protocols TLSv1.2; ssl_ciphers ECDHE-ECDSA-CAMELLIA128-SHA256; return 200;")
        },
        Refusal("TLS 1.1 only", .alert(.protocolVersion)) {
            try TLSServer.openSSL(["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"])
        },
        Refusal("a client certificate in TLS 1.2", .alert(.handshakeFailure)) {
            try TLSServer.openSSL(["-tls1_2", "-Verify", "1"])
        },
        // The alert answers the request, because the client has completed the handshake.
        Refusal("a client certificate in TLS 1.3", .alert(.certificateRequired), phases: [.tls, .request, .headers]) {
            try TLSServer.openSSL(["-tls1_3", "-Verify", "1"])
        },
        Refusal("HTTP/2 only", .alert(.noApplicationProtocol)) { try TLSServer.openSSL(["-alpn", "h2"]) },
        Refusal("ssl_reject_handshake", .alert(.unrecognizedName)) {
            try TLSServer.nginx(listen: "ssl", "ssl_reject_handshake on;")
        },
        Refusal("a listen directive without ssl", .otherProtocol("HTTP")) {
            try TLSServer.nginx(listen: "", "return 200;")
        },
    ]

    @Test(arguments: refusals)
    func `the refusal of a real server is recorded as what it is`(refusal: Refusal) async throws {
        let server = try refusal.server()
        let url = try HTTPURL(host: "example.test", port: server.port, path: "/")
        let request = HTTPSRequest(url, address: .loopback, port: server.port, internalAddresses: .follow)
        let exchange = try await HTTPSClient.forTest().get(request)
        let failure = try #require(exchange.failure, "\(exchange)")
        #expect(failure.word == .tlsFailed)
        #expect(refusal.phases.contains(failure.phase), "\(failure)")
        #expect(TLSFailure(detail: failure.detail) == refusal.failure, "\(failure.detail)")
    }

    @Test func `nginx answers a missing client certificate with a status, not with an alert`() async throws {
        let server = try TLSServer.nginx(listen: "ssl", "ssl_verify_client optional_no_ca; return 200;")
        let url = try HTTPURL(host: "example.test", port: server.port, path: "/")
        let exchange = try await HTTPSClient.forTest().get(
            HTTPSRequest(url, address: .loopback, port: server.port, internalAddresses: .follow))
        #expect(exchange.failure == nil)
        #expect(exchange.status == 200)
    }
}
