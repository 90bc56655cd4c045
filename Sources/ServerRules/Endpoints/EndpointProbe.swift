import DNS
import Diagnostics
import Federation

/// The collected results for one address of an endpoint.
struct EndpointProbe {
    let endpoint: FederationEndpoint
    let address: IPAddress
    /// The handshake by the specification, otherwise that of an implementation that connects here.
    let tls: TLSEntry?
    /// The requests to the address and port, with any Host header.
    let requests: [FederationEntry]
    let connection: State

    enum State: Equatable {
        case notCollected
        /// The machine that collected the evidence has no route to the address, which says nothing about the server.
        case noRoute
        /// The address is internal and was not contacted, which says nothing about the server.
        case notContacted
        case established
        case failed(ConnectionFault)

        var isFailure: Bool {
            if case .failed = self { true } else { false }
        }
    }

    /// The Host header that peers send, preferably that of the specification.
    var hostHeader: String? { endpoint.identities.first?.hostHeader }

    /// Returns the request for a path, preferably with the Host header that peers send.
    func request(_ path: FederationPath) -> FederationEntry? { request(where: { $0 == path.rawValue }) }

    /// Returns the request for the alias that does not exist.
    var aliasRequest: FederationEntry? { request(where: FederationPath.isAbsentAlias) }

    private func request(where isPath: (String) -> Bool) -> FederationEntry? {
        let all = requests.filter { isPath($0.path) }
        // The virtual host for another name says nothing about this one.
        return all.first { $0.hostHeader.lowercased() == hostHeader?.lowercased() }
            ?? all.first { entry in endpoint.identities.contains { entry.isFor($0.hostHeader) } }
    }

    /// "192.0.2.10 port 8448".
    var words: String { "\(address) port \(endpoint.port)" }
}

/// Why no connection for requests could be established.
enum ConnectionFault: Hashable {
    case refused
    case timeout
    /// The handshake failed, with the error of the server or the library, if known.
    case handshake(String?)
    case handshakeTimeout
    /// The server supports only these obsolete versions of TLS.
    case oldVersions([String])
    /// A service without TLS answers, with its name.
    case wrongServer(String)

    /// A clause with the phase that fails, and how.
    var words: String {
        switch self {
        case .refused: "the TCP connection is refused"
        case .timeout: "the TCP connection times out"
        case .handshake: "the TLS handshake fails"
        case .handshakeTimeout: "the TLS handshake times out"
        case .oldVersions: "the TLS handshake fails because of the TLS version"
        case .wrongServer(let what): "\(what) answers where TLS is expected"
        }
    }

    /// - Parameter error: The error of a handshake, or of a request without one.
    fileprivate init?(_ error: ExchangeError, _ circumstances: Circumstances, _ tls: TLSEntry?) {
        switch error {
        case .unreachable, .internalAddress: return nil
        case .connectionRefused: self = .refused
        case .timeout: self = circumstances.phase == .tls ? .handshakeTimeout : .timeout
        default:
            if let speaks = tls?.speaks {
                self = .wrongServer(speaks)
            } else if let versions = tls?.oldVersions, !versions.isEmpty {
                self = .oldVersions(versions)
            } else {
                self = .handshake(circumstances.detail)
            }
        }
    }
}

extension EndpointProbe {
    init(_ endpoint: FederationEndpoint, _ address: IPAddress, _ evidence: EvidenceIndex) {
        self.endpoint = endpoint
        self.address = address
        let handshakes = evidence.handshakes(address, endpoint.port)
        let names = endpoint.identities.map { $0.sni?.lowercased().trimmingFinalDot }
        let asked = handshakes.map { $0.serverName.lowercased().trimmingFinalDot }
        tls =
            names.lazy.compactMap { name in
                guard let name else { return handshakes.first }
                return asked.firstIndex(of: name).map { handshakes[$0] }
            }.first
            // A failed TCP connection is the same for every name.
            ?? handshakes.first { $0.error != nil && $0.circumstances.phase != .tls }
        requests = evidence.requests(address, endpoint.port)
        connection = Self.connection(tls, requests)
    }

    private static func connection(_ tls: TLSEntry?, _ requests: [FederationEntry]) -> State {
        if let tls {
            guard let error = tls.error else { return refusalAfterHandshake(requests) ?? .established }
            if error == .internalAddress { return .notContacted }
            return ConnectionFault(error, tls.circumstances, tls).map(State.failed) ?? .noRoute
        }
        guard let first = requests.first else { return .notCollected }
        // Evidence written by hand may lack the handshake.
        if first.error == .internalAddress { return .notContacted }
        guard let error = first.error, [.connect, .tls].contains(first.circumstances.phase) else { return .established }
        return ConnectionFault(error, first.circumstances, nil).map(State.failed) ?? .noRoute
    }
}

extension EndpointProbe {
    /// The failure of requests that the server ended with an alert. In TLS 1.3, a server verifies the client's certificate
    /// after the client has completed the handshake (RFC 8446 §4.4.2.4), so its alert answers the first request.
    fileprivate static func refusalAfterHandshake(_ requests: [FederationEntry]) -> State? {
        guard let first = requests.first, requests.allSatisfy({ $0.error == .tlsFailed }) else { return nil }
        return .failed(.handshake(first.circumstances.detail))
    }
}

extension ServerContext {
    /// Every address of every endpoint, or nothing if no connection was collected.
    var probes: [EndpointProbe] {
        shared.value("endpoint probes") {
            guard !evidence.evidence.tls.isEmpty || !evidence.evidence.federation.isEmpty else { return [] }
            return federationEndpoints.flatMap { endpoint in
                endpoint.addresses.map { EndpointProbe(endpoint, $0, evidence) }
            }
        }
    }
}

extension FederationEntry {
    /// Whether the Host header has the same name as another one, whatever their ports are.
    func isFor(_ header: String) -> Bool {
        let names = [hostHeader, header].map { (try? ServerName($0))?.hostText ?? $0 }.map { $0.lowercased() }
        return names[0].trimmingFinalDot == names[1].trimmingFinalDot
    }

    /// Whether the response has the expected status.
    var isSuccess: Bool { error == nil && status == 200 }

    /// The unsuccessful result as a noun phrase: "status 404", "timeout (headers)".
    var failureText: String {
        if let error { return ExchangeDescription.words(error, circumstances) }
        return status.map { "status \($0)" } ?? "no status"
    }

    var source: FactSource {
        let endpoint = address.isIPv6 ? "[\(address)]:\(port)" : "\(address):\(port)"
        return FactSource(
            .federation, "\(path) (Host: \(hostHeader))", server: endpoint, at: circumstances.at.map(\.description))
    }
}

extension EndpointProbe {
    /// The source of facts about the connection.
    var connectionSource: FactSource? {
        guard let tls else { return requests.first?.source }
        let endpoint = address.isIPv6 ? "[\(address)]:\(tls.port)" : "\(address):\(tls.port)"
        return FactSource(
            .tls, tls.serverName.isEmpty ? "connection without SNI" : "connection for \(tls.serverName)",
            server: endpoint, at: tls.circumstances.at.map(\.description))
    }
}
