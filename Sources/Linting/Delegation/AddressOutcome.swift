import DNS
import Federation

/// What was found at one address and port that a server name leads to.
public struct AddressOutcome: Sendable {
    public let address: IPAddress
    public let port: UInt16
    /// The name sent as SNI, or the server name where none was.
    public let name: String
    public let tcp: State
    public let tls: State
    /// The version of TLS agreed on.
    public let tlsVersion: String?
    /// What `/_matrix/federation/v1/version` says: name and version.
    public let version: State
    public let software: String?
    /// `/_matrix/key/v2/server`.
    public let keys: State

    public enum State: Sendable, Equatable {
        case ok
        /// Why not, in a clause.
        case failed(String)
        case notCollected

        public var word: String {
            switch self {
            case .ok: "ok"
            case .failed(let reason): reason
            case .notCollected: "not collected"
            }
        }
    }

    public var isWorking: Bool { tcp == .ok && tls == .ok && version == .ok && keys == .ok }
}

extension DelegationContext {
    /// One row for each address of each destination that was visited, in the order of the routes.
    public var addressOutcomes: [AddressOutcome] {
        guard let routes else { return [] }
        var rows: [AddressOutcome] = []
        var seen: Set<String> = []
        for route in routes.all where route.implementation.kind != .tester {
            for destination in route.route.destinations {
                guard let port = UInt16(exactly: destination.port) else { continue }
                for address in destination.addresses {
                    let name = destination.sni ?? input.serverName
                    guard seen.insert("\(address) \(port) \(name)").inserted,
                        let row = outcome(address, port, name)
                    else { continue }
                    rows.append(row)
                }
            }
        }
        return rows
    }

    private func outcome(_ address: IPAddress, _ port: UInt16, _ name: String) -> AddressOutcome? {
        let handshakes = evidence.evidence.tls.filter { $0.address == address && $0.port == port }
        guard let tls = handshakes.first(where: { $0.serverName == name }) ?? handshakes.first else { return nil }
        let requests = evidence.evidence.federation.filter { $0.address == address && $0.port == port }
        let version = requests.first { $0.path == "/_matrix/federation/v1/version" }
        let keys = requests.first { $0.path == "/_matrix/key/v2/server" }
        let isConnected = tls.error == nil || tls.circumstances.phase != .connect
        return AddressOutcome(
            address: address,
            port: port,
            name: name,
            tcp: isConnected ? .ok : .failed(ExchangeWords.words(tls.error, tls.circumstances)),
            tls: !isConnected
                ? .notCollected
                : tls.error == nil ? .ok : .failed(ExchangeWords.words(tls.error, tls.circumstances)),
            tlsVersion: tls.version,
            version: state(version),
            software: version?.body.flatMap(Self.software),
            keys: state(keys)
        )
    }

    private func state(_ entry: FederationEntry?) -> AddressOutcome.State {
        guard let entry else { return .notCollected }
        if let error = entry.error { return .failed(ExchangeWords.words(error, entry.circumstances)) }
        guard entry.status == 200 else { return .failed("status \(entry.status.map(String.init) ?? "unknown")") }
        return .ok
    }

    /// `Synapse 1.163.2` (server-server API, `GET /_matrix/federation/v1/version`).
    private static func software(_ body: String) -> String? {
        guard let document = try? JSONReader.read(Array(body.utf8)), let server = document["server"],
            let name = server["name"]?.string
        else { return nil }
        return server["version"]?.string.map { "\(name) \($0)" } ?? name
    }
}

/// How an exchange failed, in a clause.
enum ExchangeWords {
    static func words(_ error: ExchangeError?, _ circumstances: Circumstances) -> String {
        let what =
            switch error {
            case .dnsFailed: "no address"
            case .connectionRefused: "connection refused"
            case .timeout: "no answer in time" + (circumstances.phase.map { " (\($0.rawValue))" } ?? "")
            case .tlsFailed: "TLS failed"
            case .tooLarge: "too large"
            case .redirectLoop: "redirect loop"
            case .tooManyRedirects: "too many redirects"
            case .protocolError: "not HTTP"
            case nil: "failed"
            }
        return circumstances.detail.map { "\(what): \($0)" } ?? what
    }
}
