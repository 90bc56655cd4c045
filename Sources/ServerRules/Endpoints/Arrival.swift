import Certificates
import DNS
import Federation
import TLSIdentity

/// Whether an implementation that wants to connect to the server gets there.
public struct Arrival: Sendable {
    public let implementation: Implementation
    public let state: State

    public enum State: Int, Sendable, Comparable {
        case failing, unknown, working

        public static func < (left: State, right: State) -> Bool { left.rawValue < right.rawValue }
    }
}

extension ServerContext {
    /// The arrival of each implementation on its likely route, without test tools.
    public var arrivals: [Arrival] {
        shared.value("arrivals") { findArrivals() }
    }

    private func findArrivals() -> [Arrival] {
        (likelyRoutes?.all ?? []).filter { $0.implementation.kind != .tester }.map { compared in
            Arrival(implementation: compared.implementation, state: arrival(compared.route))
        }
    }

    private func arrival(_ route: Route) -> Arrival.State {
        switch route.outcome {
        case .failed: return .failing
        case .unknown: return .unknown
        case .resolved: break
        }
        let used = route.usesOneDestination ? Array(route.destinations.prefix(1)) : route.destinations
        return used.map(arrival).max() ?? .failing
    }

    private func arrival(_ destination: Destination) -> Arrival.State {
        switch destination.reachability {
        case .unreachable: return .failing
        case .unverified, .notCollected: return .unknown
        case .addresses: break
        }
        guard let port = UInt16(exactly: destination.port), port != 0 else { return .failing }
        return destination.addresses.map { arrival(destination, $0, port) }.max() ?? .failing
    }

    private func arrival(_ destination: Destination, _ address: IPAddress, _ port: UInt16) -> Arrival.State {
        let handshakes = evidence.handshakes(address, port)
        guard
            let entry = handshakes.first(where: { $0.isHandshake(with: destination) })
                ?? handshakes.first(where: { $0.error != nil && $0.circumstances.phase != .tls })
        else { return .unknown }
        if let error = entry.error { return error == .unreachable || error == .internalAddress ? .unknown : .failing }
        guard let chain = entry.chain else { return .working }
        let reason = DocumentTrust.refusal(of: chain, as: destination.certificateName, input.trust[chain], time)
        return reason == nil ? .working : .failing
    }
}
