import DNS
import Diagnostics
import Federation

/// What was found at one address of a place.
struct AddressVisit {
    let place: FederationPlace
    let address: IPAddress
    /// The handshake as peers make it by the specification, or as those do that come here at all.
    let tls: TLSEntry?
    /// Requests to the address and port, with whatever Host header.
    let requests: [FederationEntry]
    let connection: State

    enum State: Equatable {
        case notCollected
        /// The machine that asked has no way there, which tells nothing of the server.
        case noWay
        /// The address is internal and was not contacted, which says nothing about the server either.
        case notContacted
        case established
        case failed(ConnectionFault)
    }

    /// What peers send in the Host header, the specification's first.
    var hostHeader: String? { place.manners.first?.hostHeader }

    /// The request for a path as peers make it.
    func request(_ path: FederationPath) -> FederationEntry? {
        let all = requests.filter { $0.path == path.rawValue }
        return all.first { $0.hostHeader.lowercased() == hostHeader?.lowercased() } ?? all.first
    }

    /// "192.0.2.10 port 8448".
    var words: String { "\(address) port \(place.port)" }
}

/// The endpoints that are asked without authentication.
enum FederationPath: String {
    case version = "/_matrix/federation/v1/version"
    case keys = "/_matrix/key/v2/server"
}

/// Why there is no connection that a request could be sent over.
enum ConnectionFault: Hashable {
    case refused
    case timeout
    /// What the other side or the library said, if anything.
    case handshake(String?)
    case handshakeTimeout
    /// Only versions of TLS that nobody speaks any more; which, if known.
    case oldVersions([String])
    /// Something other than TLS answers: what.
    case wrongServer(String)

    /// The phase of the connection that fails, and how: a clause whose subject is the place.
    var words: String {
        switch self {
        case .refused: "the TCP connection is refused"
        case .timeout: "the TCP connection is not answered in time"
        case .handshake: "the TLS handshake fails"
        case .handshakeTimeout: "the TLS handshake is not answered in time"
        case .oldVersions: "the TLS handshake fails over the version"
        case .wrongServer(let what): "\(what) answers where TLS is expected"
        }
    }

    /// - Parameter error: of a handshake, or of a request that did not come to one.
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

extension AddressVisit {
    init(_ place: FederationPlace, _ address: IPAddress, _ evidence: EvidenceIndex) {
        self.place = place
        self.address = address
        let handshakes = evidence.handshakes(address, place.port)
        let names = place.manners.map { $0.sni?.lowercased().trimmingFinalDot }
        let asked = handshakes.map { $0.serverName.lowercased().trimmingFinalDot }
        tls =
            names.lazy.compactMap { name in
                guard let name else { return handshakes.first }
                return asked.firstIndex(of: name).map { handshakes[$0] }
            }.first
            // TCP fails whatever name would have been sent.
            ?? handshakes.first { $0.error != nil && $0.circumstances.phase != .tls }
        requests = evidence.requests(address, place.port)
        connection = Self.connection(tls, requests)
    }

    private static func connection(_ tls: TLSEntry?, _ requests: [FederationEntry]) -> State {
        if let tls {
            guard let error = tls.error else { return .established }
            if error == .internalAddress { return .notContacted }
            return ConnectionFault(error, tls.circumstances, tls).map(State.failed) ?? .noWay
        }
        guard let first = requests.first else { return .notCollected }
        // Written by hand, perhaps, without the handshake.
        if first.error == .internalAddress { return .notContacted }
        guard let error = first.error, [.connect, .tls].contains(first.circumstances.phase) else { return .established }
        return ConnectionFault(error, first.circumstances, nil).map(State.failed) ?? .noWay
    }
}

extension DelegationContext {
    /// Every address of every place, where anything was collected.
    var visits: [AddressVisit] {
        shared.value("endpoint probes") {
            guard !evidence.evidence.tls.isEmpty || !evidence.evidence.federation.isEmpty else { return [] }
            return federationPlaces.flatMap { place in place.addresses.map { AddressVisit(place, $0, evidence) } }
        }
    }
}

extension FederationEntry {
    /// Whether the endpoint answers as it should, as far as the status tells.
    var isSuccess: Bool { error == nil && status == 200 }

    /// How it went instead, as a clause: "status 404", "no answer in time (headers)".
    var outcomeWords: String {
        if let error { return ExchangeWords.words(error, circumstances) }
        return status.map { "status \($0)" } ?? "no status"
    }

    var source: FactSource {
        let place = address.isIPv6 ? "[\(address)]:\(port)" : "\(address):\(port)"
        return FactSource(
            .federation, "\(path) (Host: \(hostHeader))", server: place, at: circumstances.at.map(\.description))
    }
}

extension AddressVisit {
    /// Where the fact about the connection comes from.
    var connectionSource: FactSource? {
        guard let tls else { return requests.first?.source }
        let place = address.isIPv6 ? "[\(address)]:\(tls.port)" : "\(address):\(tls.port)"
        return FactSource(
            .tls, "connection for \(tls.serverName)", server: place, at: tls.circumstances.at.map(\.description))
    }
}
