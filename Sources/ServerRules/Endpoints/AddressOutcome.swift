import DNS
import Federation
import TLSIdentity

/// The result of probing one address and port that a server name resolves to.
public struct AddressOutcome: Sendable {
    /// The host that has the address, or the address itself.
    public let host: String
    public let address: IPAddress
    public let port: UInt16
    /// The name sent in SNI, or the server name if none was sent.
    public let name: String
    /// Whether the specification, Synapse or Dendrite connect here, and not only other implementations.
    public let isMain: Bool
    /// Whether the Host header of the specification is rejected, and another one is accepted.
    public let isMainHostHeaderRejected: Bool
    public let tcp: State
    public let tls: State
    /// The negotiated version of TLS.
    public let tlsVersion: String?
    public let certificate: State
    /// The result of `/_matrix/federation/v1/version`.
    public let version: State
    /// The name and version from `/_matrix/federation/v1/version`.
    public let software: String?
    /// The result of `/_matrix/key/v2/server`.
    public let keys: State

    public enum State: Sendable, Equatable {
        case ok
        /// It works, with a warning given as one word.
        case doubtful(String)
        /// It fails, with the reason as a word or clause.
        case failed(String)
        case notCollected
        /// The machine that collected the evidence has no route to the address.
        case noRoute
        /// The address is internal, and was skipped because the server name is public.
        case notContacted

        public var word: String {
            switch self {
            case .ok: "ok"
            case .doubtful(let reason), .failed(let reason): reason
            case .notCollected: "not collected"
            case .noRoute: "not reachable from this machine (no route)"
            case .notContacted: "not contacted: internal address"
            }
        }

        var hasWarning: Bool {
            if case .doubtful = self { true } else { false }
        }

        var isFailure: Bool {
            if case .failed = self { true } else { false }
        }
    }

    /// Whether peers that connect here can federate.
    public var health: Health {
        if [tcp, tls, certificate, keys].contains(where: \.isFailure) { return .failing }
        // Federation does not need the version, but a response shows that the endpoint works.
        guard tcp == .ok, tls == .ok, keys != .notCollected || version == .ok else { return .unknown }
        return version.isFailure || keys.hasWarning || certificate.hasWarning ? .doubtful : .working
    }

    /// Whether peers that follow the specification cannot federate here.
    public var isFailingForMostPeers: Bool { health == .failing || isMainHostHeaderRejected }

    /// The overall result, from worst to best.
    public enum Health: Int, Sendable, Comparable {
        case failing, unknown, doubtful, working

        public static func < (left: Health, right: Health) -> Bool { left.rawValue < right.rawValue }
    }
}

extension ServerContext {
    /// One row for each address of each endpoint that implementations connect to, in the order of the routes.
    public var addressOutcomes: [AddressOutcome] {
        shared.value("address outcomes") { findAddressOutcomes() }
    }

    private func findAddressOutcomes() -> [AddressOutcome] {
        probes.compactMap { probe in
            guard probe.connection != .notCollected else { return nil }
            let version = probe.request(.version)
            return AddressOutcome(
                host: probe.endpoint.host,
                address: probe.address,
                port: probe.endpoint.port,
                name: probe.tls?.serverName ?? probe.endpoint.identities.first?.sni ?? input.serverName,
                isMain: probe.endpoint.isMain,
                isMainHostHeaderRejected: HostHeaderOutcome(probe)?.isMainRejected == true,
                tcp: tcp(probe),
                tls: tls(probe),
                tlsVersion: probe.tls?.version,
                certificate: certificateState(probe),
                version: version?.versionState ?? .notCollected,
                software: version.flatMap { $0.isSuccess ? $0.body : nil }.flatMap(Self.software),
                keys: keyState(probe)
            )
        }
    }

    private func tcp(_ probe: EndpointProbe) -> AddressOutcome.State {
        switch probe.connection {
        case .notCollected: .notCollected
        case .noRoute: .noRoute
        case .notContacted: .notContacted
        case .failed(.refused), .failed(.timeout): .failed(failure(probe))
        case .established, .failed: .ok
        }
    }

    private func tls(_ probe: EndpointProbe) -> AddressOutcome.State {
        switch probe.connection {
        case .notCollected, .noRoute, .notContacted, .failed(.refused), .failed(.timeout): .notCollected
        case .established: .ok
        case .failed: .failed(failure(probe))
        }
    }

    private func failure(_ probe: EndpointProbe) -> String {
        ExchangeDescription.words(
            probe.tls?.error ?? probe.requests.first?.error,
            probe.tls?.circumstances ?? probe.requests.first?.circumstances ?? Circumstances())
    }

    /// Returns a state with a fixed word, for tables and scripts.
    private func keyState(_ probe: EndpointProbe) -> AddressOutcome.State {
        guard let entry = probe.request(.keys) else { return .notCollected }
        guard entry.isSuccess else { return .failed(entry.failureText) }
        guard let judgement = keys(at: probe)?.judgement else {
            if entry.isBodyMissing { return .notCollected }
            return entry.body == nil ? .ok : .failed("no-keys")
        }
        if !judgement.hasExpectedName { return .failed("mismatch") }
        if judgement.isExpired == true || judgement.document.validUntil == nil { return .failed("expired") }
        if judgement.areSignaturesValid { return .ok }
        return judgement.satisfiesSynapse ? .doubtful("signature-invalid") : .failed("signature-invalid")
    }

    /// Returns text such as `Synapse 1.163.2` (server-server API, `GET /_matrix/federation/v1/version`).
    private static func software(_ body: String) -> String? {
        guard let document = try? JSONReader.read(Array(body.utf8)), let server = document["server"],
            let name = server["name"]?.string
        else { return nil }
        return server["version"]?.string.map { "\(name) \($0)" } ?? name
    }
}

/// Descriptions of failed exchanges.
enum ExchangeDescription {
    static func words(_ error: ExchangeError?, _ circumstances: Circumstances) -> String {
        let what =
            switch error {
            case .dnsFailed: "no address"
            case .connectionRefused: "connection refused"
            case .timeout: "timeout" + (circumstances.phase.map { " (\($0.rawValue))" } ?? "")
            case .tlsFailed: "TLS failed"
            case .tooLarge: "response too large"
            case .redirectLoop: "redirect loop"
            case .tooManyRedirects: "too many redirects"
            case .protocolError: "incomplete HTTP response"
            case .unreachable: "not reachable from this machine (no route)"
            case .internalAddress: "not contacted"
            case nil: "failed"
            }
        let failure = error == .tlsFailed ? circumstances.detail.flatMap(TLSFailure.init(detail:)) : nil
        // The name of an alert is shown even if an evidence file has only its number.
        let detail = if case .alert? = failure { failure?.detail } else { circumstances.detail }
        return detail.map { "\(what): \($0)" } ?? what
    }
}
