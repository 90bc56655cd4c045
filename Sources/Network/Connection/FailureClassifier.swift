import Federation
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Turns what a connection ran into into a failure: the word, the cause, and a sentence.
struct FailureClassifier {
    var phase: Phase
    var timeouts: TransportTimeouts
    var firstBytes: [UInt8] = []
    var received = 0
    var expectsTLS = true

    func timedOut(wholeExchange: Bool) -> TransportFailure {
        let limit = Self.text(of: wholeExchange ? timeouts.totalLimit : timeouts.limit(of: phase))
        let what =
            switch phase {
            case .resolve: "the resolver gave no answer"
            case .connect: "nothing answered"
            case .tls where received == 0: "the server accepted the connection and sent nothing"
            case .tls: "the server did not finish the TLS handshake"
            case .request: "the server did not take the request"
            case .headers: "the server did not finish its response head"
            case .body: "the server did not finish its response body"
            }
        let isSilent = phase == .tls && received == 0
        let within =
            wholeExchange
            ? "within the \(limit) for the whole exchange" : "\(isSilent ? "for" : "within") \(limit)"
        return failure(.timeout, .timedOut(wholeExchange: wholeExchange), "\(what) \(within)")
    }

    func closed() -> TransportFailure {
        switch phase {
        case .resolve, .connect: failure(.connectionRefused, .closed, "the connection was closed at once")
        case .tls: handshakeFailure(.closed, "the server closed the connection during the TLS handshake")
        case .request, .headers:
            failure(.protocolError, .closed, "the server closed the connection before a complete response head")
        case .body: failure(.protocolError, .closed, "the server closed the connection before the end of the body")
        }
    }

    func excess() -> TransportFailure {
        if phase == .tls || phase == .connect {
            return handshakeFailure(.oversizedHandshake, "the handshake went on beyond \(received) bytes")
        }
        return failure(.tooLarge, .oversizedStream, "the server sent \(received) bytes without ending its response")
    }

    func oversizedBody(limit: Int) -> TransportFailure {
        failure(.tooLarge, .oversizedBody, "the body is larger than \(limit) bytes")
    }

    func tooManyInterimResponses() -> TransportFailure {
        failure(.protocolError, .interimResponses, "one 1xx response after another and no final one")
    }

    func unaskedUpgrade() -> TransportFailure {
        failure(.protocolError, .malformedHTTP, "the server switched to another protocol (101) unasked")
    }

    func unexpectedCoding(_ coding: String) -> TransportFailure {
        failure(
            .protocolError, .unexpectedEncoding,
            "the body is encoded as \"\(escaped(coding, atMost: 40))\" although only identity was accepted")
    }

    /// What an error of the socket, of TLS or of the HTTP decoder means in this phase.
    func of(_ error: any Error) -> TransportFailure {
        switch error {
        case let error as IOError: of(errno: error.errnoCode)
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { of($0.error) } ?? unknown(error)
        case ChannelError.connectTimeout: timedOut(wholeExchange: false)
        case let error as ChannelError where error == .eof || error == .ioOnClosedChannel: closed()
        case let error as HTTPParserError: of(error)
        case NIOSSLError.handshakeFailed(let inner): of(tls: inner)
        case NIOSSLError.uncleanShutdown: closed()
        case let error as BoringSSLError: of(tls: error)
        case let error as NIOSSLExtraError where error == .invalidSNIHostname || error == .cannotUseIPAddressInSNI:
            TransportFailure(.tlsFailed, in: .tls, .unusableRequest, "the server name cannot be sent as SNI")
        default: unknown(error)
        }
    }

    // MARK: - Sockets

    private func of(errno code: CInt) -> TransportFailure {
        let name = String(cString: strerror(code))
        switch code {
        case ECONNREFUSED: return failure(.connectionRefused, .refused, "nothing listens on this port")
        case ETIMEDOUT: return failure(.timeout, .timedOut(wholeExchange: false), "the system gave up connecting")
        case ENETUNREACH, EADDRNOTAVAIL, EAFNOSUPPORT, ENETDOWN, EACCES, EPERM:
            return failure(
                .unreachable, .unreachable, "this machine has no way to the address (\(name)), or is not let")
        // So a firewall says it that rejects with ICMP (host prohibited), and the last router before a host that is off.
        case EHOSTUNREACH, EHOSTDOWN:
            return failure(
                .connectionRefused, .unreachable, "a router or firewall on the way rejects the connection (\(name))")
        case ECONNRESET, EPIPE, ECONNABORTED:
            switch phase {
            case .resolve, .connect: return failure(.connectionRefused, .reset, "the connection was reset")
            case .tls: return handshakeFailure(.reset, "the server reset the connection during the TLS handshake")
            case .request, .headers:
                return failure(.protocolError, .reset, "the server reset the connection before its response")
            case .body:
                return failure(.protocolError, .reset, "the server reset the connection before the end of the body")
            }
        default: return failure(phase == .connect ? .connectionRefused : .protocolError, .other, name)
        }
    }

    // MARK: - TLS

    /// A failed handshake: what the first bytes were says more than what the library made of them.
    private func handshakeFailure(_ cause: TransportFailure.Cause, _ detail: String) -> TransportFailure {
        if let peer = PeerProtocol(firstBytes: firstBytes) {
            let shown = escaped(firstBytes.prefix(40))
            let what = peer == .unknown ? "something that is not TLS answers" : "\(peer.rawValue) answers, not TLS"
            return TransportFailure(
                .tlsFailed, in: phase, .notTLS(peer), "\(what): \"\(shown)\"", firstBytes: Array(firstBytes.prefix(64)))
        }
        switch ServerHello(firstBytes) {
        case .alert(let alert): return refused(alert)
        case .hello(let version, _) where version < TLSProtocolVersion.tls12.wireValue:
            let offered = TLSProtocolVersion(wireValue: version)
            return failure(
                .tlsFailed, .oldTLS(offered),
                "the server offers \(offered?.title ?? "SSL"), TLS 1.2 is the least accepted")
        default: return failure(.tlsFailed, cause, detail)
        }
    }

    private func refused(_ alert: TLSAlert) -> TransportFailure {
        if alert == .protocolVersion {
            return failure(
                .tlsFailed, .oldTLS(nil), "the server refuses TLS 1.2 and TLS 1.3 (alert \(alert))")
        }
        return failure(.tlsFailed, .alert(alert), "the server refused with the TLS alert \(alert)")
    }

    private func of(tls error: BoringSSLError) -> TransportFailure {
        let stack: NIOBoringSSLErrorStack =
            switch error {
            case .sslError(let stack), .unknownError(let stack): stack
            default: []
            }
        guard let first = stack.first else {
            return phase == .tls ? handshakeFailure(.closed, "the connection ended during the TLS handshake") : closed()
        }
        if first == .eofDuringHandshake { return closed() }
        let reason = BoringSSLReason(first)
        if let alert = reason.alert { return refused(alert) }
        let detail = "TLS failed: \(reason.text)"
        switch reason.text {
        case "excessive message size":
            return handshakeFailure(
                .oversizedHandshake, "a message of the handshake, as a rule the certificate chain, is too large")
        default: return handshakeFailure(.malformedTLS, detail)
        }
    }

    // MARK: - HTTP

    private func of(_ error: HTTPParserError) -> TransportFailure {
        switch error {
        case .headerOverflow:
            failure(.tooLarge, .oversizedHead, "the response has too many headers, or too large ones")
        case .invalidEOFState, .closedConnection: closed()
        case .invalidVersion: failure(.protocolError, .malformedHTTP, "the response is not HTTP/1.1 or HTTP/1.0")
        case .invalidConstant: failure(.protocolError, .malformedHTTP, "the response does not begin with HTTP/1.1")
        case .invalidHeaderToken, .invalidCharactersUsed:
            failure(.protocolError, .malformedHTTP, "a header contains a character that may not be there")
        case .invalidContentLength, .unexpectedContentLength:
            failure(.protocolError, .malformedHTTP, "Content-Length is wrong, or contradicts another header")
        case .invalidChunkSize, .strictModeAssertion:
            failure(.protocolError, .malformedHTTP, "the chunks of the body are malformed")
        default: failure(.protocolError, .malformedHTTP, "the response is malformed (\(error))")
        }
    }

    // MARK: -

    private func unknown(_ error: any Error) -> TransportFailure {
        failure(
            phase == .tls ? .tlsFailed : phase == .connect ? .connectionRefused : .protocolError, .other,
            escaped(String(describing: error)))
    }

    private func failure(
        _ word: ExchangeError, _ cause: TransportFailure.Cause, _ detail: String
    ) -> TransportFailure {
        TransportFailure(word, in: phase, cause, detail)
    }

    private static func text(of limit: Duration) -> String {
        let (seconds, attoseconds) = limit.components
        let milliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}
