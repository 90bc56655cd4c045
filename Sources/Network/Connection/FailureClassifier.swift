import Federation
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import TLSIdentity

/// Turns errors of a connection into failures with an error code, a cause and a message.
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
            case .resolve: "the resolver did not answer"
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
        case .tls: handshakeFailure(.closed, TLSFailure.closed.detail)
        case .request, .headers:
            failure(.protocolError, .closed, "the server closed the connection before a complete response head")
        case .body: failure(.protocolError, .closed, "the server closed the connection before the end of the body")
        }
    }

    func excess() -> TransportFailure {
        if phase == .tls || phase == .connect {
            return handshakeFailure(.oversizedHandshake, "the handshake exceeded the limit after \(received) bytes")
        }
        return failure(.tooLarge, .oversizedStream, "the server sent \(received) bytes without ending its response")
    }

    func oversizedBody(limit: Int) -> TransportFailure {
        failure(.tooLarge, .oversizedBody, "the body is larger than \(limit) bytes")
    }

    func tooManyInterimResponses() -> TransportFailure {
        failure(.protocolError, .interimResponses, "too many 1xx responses without a final one")
    }

    func unrequestedUpgrade() -> TransportFailure {
        failure(.protocolError, .malformedHTTP, "the server switched to another protocol (101) without a request")
    }

    func unexpectedCoding(_ coding: String) -> TransportFailure {
        failure(
            .protocolError, .unexpectedEncoding,
            "the body is encoded as \"\(escaped(coding, atMost: 40))\" although only identity was accepted")
    }

    /// The failure for an error of the socket, of TLS or of the HTTP decoder in this phase.
    func failure(of error: any Error) -> TransportFailure {
        switch error {
        case let error as IOError: failure(ofErrno: error.errnoCode)
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { failure(of: $0.error) } ?? unknown(error)
        case ChannelError.connectTimeout: timedOut(wholeExchange: false)
        case let error as ChannelError where error == .eof || error == .ioOnClosedChannel: closed()
        case let error as HTTPParserError: failure(ofParser: error)
        case NIOSSLError.handshakeFailed(let inner): failure(ofTLS: inner)
        case NIOSSLError.uncleanShutdown: closed()
        case let error as BoringSSLError: failure(ofTLS: error)
        case let error as NIOSSLExtraError where error == .invalidSNIHostname || error == .cannotUseIPAddressInSNI:
            TransportFailure(.tlsFailed, in: .tls, .unusableRequest, "the server name cannot be sent as SNI")
        default: unknown(error)
        }
    }

    // MARK: - Sockets

    private func failure(ofErrno code: CInt) -> TransportFailure {
        let name = String(cString: strerror(code))
        switch code {
        case ECONNREFUSED: return failure(.connectionRefused, .refused, "nothing listens on this port")
        case ETIMEDOUT: return failure(.timeout, .timedOut(wholeExchange: false), "the system gave up connecting")
        case ENETUNREACH, EADDRNOTAVAIL, EAFNOSUPPORT, ENETDOWN, EACCES, EPERM:
            return failure(
                .unreachable, .unreachable, "this machine cannot reach the address (\(name))")
        // Sent by a firewall that rejects with ICMP (host prohibited), or by the last router before a host that is down.
        case EHOSTUNREACH, EHOSTDOWN:
            return failure(
                .connectionRefused, .unreachable, "a router or firewall on the path rejected the connection (\(name))")
        case ECONNRESET, EPIPE, ECONNABORTED:
            switch phase {
            case .resolve, .connect: return failure(.connectionRefused, .reset, "the connection was reset")
            case .tls: return handshakeFailure(.reset, TLSFailure.reset.detail)
            case .request, .headers:
                return failure(.protocolError, .reset, "the server reset the connection before its response")
            case .body:
                return failure(.protocolError, .reset, "the server reset the connection before the end of the body")
            }
        default: return failure(phase == .connect ? .connectionRefused : .protocolError, .other, name)
        }
    }

    // MARK: - TLS

    /// The failure of a handshake. The first bytes often say more than the error of the library.
    private func handshakeFailure(_ cause: TransportFailure.Cause, _ detail: String) -> TransportFailure {
        if let peer = PeerProtocol(firstBytes: firstBytes) {
            let shown = escaped(firstBytes.prefix(40))
            let what = TLSFailure.otherProtocol(peer == .unknown ? nil : peer.rawValue).detail
            return TransportFailure(
                .tlsFailed, in: phase, .notTLS(peer), "\(what): \"\(shown)\"", firstBytes: Array(firstBytes.prefix(64)))
        }
        switch ServerHello(firstBytes) {
        case .alert(let alert): return refused(alert)
        case .hello(let version, _) where version < TLSProtocolVersion.tls12.wireValue:
            let offered = TLSProtocolVersion(wireValue: version)
            return failure(
                .tlsFailed, .oldTLS(offered),
                "the server offers \(offered?.title ?? "SSL"), but at least TLS 1.2 is required")
        default: return failure(.tlsFailed, cause, detail)
        }
    }

    private func refused(_ alert: TLSAlert) -> TransportFailure {
        if alert == .protocolVersion {
            return failure(
                .tlsFailed, .oldTLS(nil), "the server refuses TLS 1.2 and TLS 1.3 (alert \(alert))")
        }
        return failure(.tlsFailed, .alert(alert), TLSFailure.alert(alert).detail)
    }

    private func failure(ofTLS error: BoringSSLError) -> TransportFailure {
        let stack: NIOBoringSSLErrorStack =
            switch error {
            case .sslError(let stack), .unknownError(let stack): stack
            default: []
            }
        guard let first = stack.first else {
            return phase == .tls ? handshakeFailure(.closed, TLSFailure.closed.detail) : closed()
        }
        if first == .eofDuringHandshake { return closed() }
        let reason = BoringSSLReason(first)
        if let alert = reason.alert { return refused(alert) }
        let detail = "TLS failed: \(reason.text)"
        switch reason.text {
        case "excessive message size":
            return handshakeFailure(
                .oversizedHandshake, "a handshake message is too large, usually the certificate chain")
        default: return handshakeFailure(.malformedTLS, detail)
        }
    }

    // MARK: - HTTP

    private func failure(ofParser error: HTTPParserError) -> TransportFailure {
        switch error {
        case .headerOverflow:
            failure(.tooLarge, .oversizedHead, "the response has too many or too large headers")
        case .invalidEOFState, .closedConnection: closed()
        case .invalidVersion: failure(.protocolError, .malformedHTTP, "the response is not HTTP/1.1 or HTTP/1.0")
        case .invalidConstant: failure(.protocolError, .malformedHTTP, "the response does not begin with HTTP/1.1")
        case .invalidHeaderToken, .invalidCharactersUsed:
            failure(.protocolError, .malformedHTTP, "a header contains an invalid character")
        case .invalidContentLength, .unexpectedContentLength:
            failure(.protocolError, .malformedHTTP, "Content-Length is invalid or contradicts another header")
        case .invalidChunkSize, .strictModeAssertion:
            failure(.protocolError, .malformedHTTP, "the chunks of the body are malformed")
        default: failure(.protocolError, .malformedHTTP, "the response is malformed (\(error))")
        }
    }

    // MARK: - Other failures

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
