import DNS
import Diagnostics
import Federation
import TLSIdentity

/// A host and port, and the implementations that connect to it.
struct FederationEndpoint {
    /// The host, without a final dot.
    let host: String
    let port: UInt16
    /// The step of discovery that leads there for the first implementation.
    let step: Step.Number
    /// Every address that any implementation tries.
    private(set) var addresses: [IPAddress] = []
    private var known: Set<IPAddress> = []
    /// The names that implementations send and verify, those of the specification first.
    private(set) var identities: [RequestIdentity] = []

    /// The SNI, Host header and certificate name that some implementations use.
    struct RequestIdentity: Equatable {
        let sni: String?
        let hostHeader: String
        let certificateName: CertificateName
        /// The implementations, never empty. Includes the specification if it uses these names.
        var implementations: [Implementation.Identifier]
    }

    /// The implementations that connect here, without the specification.
    var implementations: [Implementation] {
        let names = Set(identities.flatMap(\.implementations))
        return Implementation.all.filter { names.contains($0.name) && $0.kind != .specification }
    }

    /// Whether the specification, Synapse or Dendrite connect here, and not only other implementations.
    var isMain: Bool { !mainImplementations.isEmpty }

    /// The specification, Synapse and Dendrite, as far as they connect here.
    var mainImplementations: Set<Implementation.Identifier> {
        Set(identities.flatMap(\.implementations)).intersection([.specification, .synapse, .dendrite])
    }

    /// The identity of an endpoint.
    struct Key: Hashable {
        /// The host in lower case.
        let host: String
        let port: UInt16
    }

    var key: Key { Key(host: host.lowercased(), port: port) }

    fileprivate init(_ destination: Destination, _ port: UInt16) {
        host = destination.host.trimmingFinalDot
        self.port = port
        step = destination.step
    }

    fileprivate mutating func add(_ destination: Destination, _ implementation: Implementation.Identifier) {
        for address in destination.addresses where known.insert(address).inserted { addresses.append(address) }
        let index = identities.firstIndex {
            $0.sni == destination.sni && $0.hostHeader == destination.hostHeader
        }
        if let index {
            if !identities[index].implementations.contains(implementation) {
                identities[index].implementations.append(implementation)
            }
        } else {
            identities.append(
                RequestIdentity(
                    sni: destination.sni, hostHeader: destination.hostHeader,
                    certificateName: destination.certificateName, implementations: [implementation]))
        }
    }
}

extension ServerContext {
    /// The endpoints that implementations connect to, those of the specification first, without test tools.
    var federationEndpoints: [FederationEndpoint] {
        shared.value("federation endpoints") { findFederationPlaces() }
    }

    private func findFederationPlaces() -> [FederationEndpoint] {
        var endpoints: [FederationEndpoint] = []
        var indices: [FederationEndpoint.Key: Int] = [:]
        for compared in likelyRoutes?.all ?? [] where compared.implementation.kind != .tester {
            for destination in compared.route.destinations where !destination.addresses.isEmpty {
                guard destination.reachability == .addresses, let port = UInt16(exactly: destination.port), port != 0
                else { continue }
                let key = FederationEndpoint.Key(host: destination.host.trimmingFinalDot.lowercased(), port: port)
                let index = indices[key] ?? endpoints.endIndex
                if index == endpoints.endIndex {
                    indices[key] = index
                    endpoints.append(FederationEndpoint(destination, port))
                }
                endpoints[index].add(destination, compared.implementation.name)
            }
        }
        return endpoints
    }

    /// Returns a clause with the implementations that use an endpoint: "every implementation connects there".
    func implementationClause(_ endpoint: FederationEndpoint) -> String {
        let implementations = endpoint.implementations
        let names = Set(implementations.map(\.name))
        let federating = Implementation.all.filter { $0.kind == .homeserver || $0.kind == .other }
        let others = federating.filter { !names.contains($0.name) }
        guard !others.isEmpty else { return "every implementation connects there" }
        if others.count <= 4, others.count < implementations.count {
            return "every implementation except \(Words.list(others.map(\.shortTitle))) connects there"
        }
        guard !implementations.isEmpty else { return "the specification requires peers to connect there" }
        let verb = implementations.count == 1 ? "connects" : "connect"
        return (endpoint.isMain ? "" : "only ") + "\(Words.list(implementations.map(\.shortTitle))) \(verb) there"
    }

    /// Returns a clause with the step of discovery that leads to an endpoint, and its basis: the SRV record at `…`.
    func stepClause(_ endpoint: FederationEndpoint) -> String {
        guard endpoint.isMain else { return "the specification never leads to this endpoint" }
        let own = namedHost ?? input.serverName
        let delegated = delegated?.hostText ?? endpoint.host
        let basis =
            switch endpoint.step {
            case .addressLiteral: "the server name is this address"
            case .explicitPort: "the server name has this port"
            case .wellKnown: "the well-known document"
            case .delegatedAddress: "the well-known document names this address"
            case .delegatedPort: "the well-known document names this host and port"
            case .delegatedService: "the SRV record at `\(MatrixService.federation.ownerPrefix).\(delegated)`"
            case .delegatedOldService: "the SRV record at `\(MatrixService.legacy.ownerPrefix).\(delegated)`"
            case .delegatedFallback: "the well-known document names this host without a port, and it has no SRV record"
            case .service: "the SRV record at `\(MatrixService.federation.ownerPrefix).\(own)`"
            case .oldService: "the SRV record at `\(MatrixService.legacy.ownerPrefix).\(own)`"
            case .fallback:
                "peers found neither a usable document nor an SRV record, so they use port \(endpoint.port) of the server name"
            }
        return "step \(endpoint.step.rawValue) of discovery leads there (\(basis))"
    }
}
