import Federation
import Glibc
import NIOCore
import TLSIdentity
import Testing

@testable import Network

@Suite struct FailureClassifierTests {
    private func classifier(_ phase: Phase, _ firstBytes: [UInt8] = []) -> FailureClassifier {
        FailureClassifier(phase: phase, timeouts: TransportTimeouts(), firstBytes: firstBytes)
    }

    @Test func `a rejection by a firewall counts as a refusal by the server`() {
        let failure = classifier(.connect).failure(of: IOError(errnoCode: EHOSTUNREACH, reason: "connect"))
        #expect(failure.word == .connectionRefused)
        #expect(failure.cause == .unreachable)
    }

    @Test(arguments: [ENETUNREACH, EADDRNOTAVAIL])
    func `a missing route is not reported as a refusal by the server`(code: CInt) {
        let failure = classifier(.connect).failure(of: IOError(errnoCode: code, reason: "connect"))
        #expect(failure.word == .unreachable)
        #expect(failure.cause == .unreachable)
        #expect(failure.detail.hasPrefix("this machine cannot reach the address"))
    }

    @Test(arguments: Phase.allCases)
    func `a reset is reported with its phase`(phase: Phase) {
        let failure = classifier(phase).failure(of: IOError(errnoCode: ECONNRESET, reason: "read"))
        #expect(failure.phase == phase)
        #expect(failure.cause == .reset)
        switch phase {
        case .resolve, .connect: #expect(failure.word == .connectionRefused)
        case .tls: #expect(failure.word == .tlsFailed)
        case .request, .headers, .body: #expect(failure.word == .protocolError)
        }
    }

    @Test(arguments: [(UInt8(1), TLSProtocolVersion?.some(.tls10)), (2, .some(.tls11)), (0, nil)])
    func `the version is read from the hello of an old server`(minor: UInt8, version: TLSProtocolVersion?) {
        let hello: [UInt8] =
            [22, 3, minor, 0, 74, 2, 0, 0, 70, 3, minor] + [UInt8](repeating: 7, count: 32) + [0, 0xC0, 0x13]
        let failure = classifier(.tls, hello).closed()
        #expect(failure.cause == .oldTLS(version))
        #expect(ServerHello(hello) == .hello(version: 0x0300 + UInt16(minor), cipherSuite: 0xC013))
    }

    @Test func `any hello can be parsed`() {
        var generator = SystemRandomNumberGenerator()
        for length in 0..<100 {
            for start in [[], [21, 3], [22, 3, 3, 0, 100, 2]] as [[UInt8]] {
                let bytes = start + (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
                _ = ServerHello(bytes)
                _ = PeerProtocol(firstBytes: bytes)
                _ = classifier(.tls, bytes).closed()
                _ = try? HTTPURL(String(decoding: bytes, as: UTF8.self))
                _ = try? HTTPURL("https://a/b").resolving(String(decoding: bytes, as: UTF8.self))
                _ = ConnectTo(String(decoding: bytes, as: UTF8.self))
            }
        }
    }

    @Test func `the reason and the alert are parsed from the text of the library`() {
        let alert = BoringSSLReason(
            description: "Error: 268436496 error:10000410:SSL routines:OPENSSL_internal:"
                + "SSLV3_ALERT_HANDSHAKE_FAILURE at /a b/tls_record.cc:587")
        #expect(alert.alert == .handshakeFailure)
        #expect(alert.text == "sslv3 alert handshake failure")
        #expect(
            BoringSSLReason(
                description: "Error: 268435703 error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER at x:1"
            ).alert == nil)
        #expect(BoringSSLReason(description: "").alert == nil)
    }
}
