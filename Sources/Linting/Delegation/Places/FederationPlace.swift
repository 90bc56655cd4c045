import DNS
import Federation

/// A host and port, and the implementations that connect to it.
struct FederationPlace {
    /// The host, without a final dot.
    let host: String
    let port: UInt16
    /// The step of discovery that leads there for the first implementation.
    let step: Step.Number
    /// Every address that any implementation tries.
    private(set) var addresses: [IPAddress] = []
    private var known: Set<IPAddress> = []
    /// The names that implementations send and verify, those of the specification first.
    private(set) var manners: [Manner] = []

    /// The SNI, Host header and certificate name that some implementations use.
    struct Manner: Equatable {
        let sni: String?
        let hostHeader: String
        let certificateName: Federation.CertificateName
        /// The implementations, never empty. Includes the specification if it uses these names.
        var visitors: [Implementation.Identifier]
    }

    /// The implementations that connect here, without the specification.
    var visitors: [Implementation] {
        let names = Set(manners.flatMap(\.visitors))
        return Implementation.all.filter { names.contains($0.name) && $0.kind != .specification }
    }

    /// Whether the specification, Synapse or Dendrite connect here, and not only other implementations.
    var isMain: Bool { !mainVisitors.isEmpty }

    /// The specification, Synapse and Dendrite, as far as they connect here.
    var mainVisitors: Set<Implementation.Identifier> {
        Set(manners.flatMap(\.visitors)).intersection([.specification, .synapse, .dendrite])
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

    fileprivate mutating func add(_ destination: Destination, _ visitor: Implementation.Identifier) {
        for address in destination.addresses where known.insert(address).inserted { addresses.append(address) }
        let index = manners.firstIndex {
            $0.sni == destination.sni && $0.hostHeader == destination.hostHeader
        }
        if let index {
            if !manners[index].visitors.contains(visitor) { manners[index].visitors.append(visitor) }
        } else {
            manners.append(
                Manner(
                    sni: destination.sni, hostHeader: destination.hostHeader,
                    certificateName: destination.certificateName, visitors: [visitor]))
        }
    }
}

extension DelegationContext {
    /// The endpoints that implementations connect to, those of the specification first, without test tools.
    var federationPlaces: [FederationPlace] {
        shared.federationPlaces { findFederationPlaces() }
    }

    private func findFederationPlaces() -> [FederationPlace] {
        var places: [FederationPlace] = []
        var indices: [FederationPlace.Key: Int] = [:]
        for compared in likelyRoutes?.all ?? [] where compared.implementation.kind != .tester {
            for destination in compared.route.destinations where !destination.addresses.isEmpty {
                guard destination.reachability == .addresses, let port = UInt16(exactly: destination.port), port != 0
                else { continue }
                let key = FederationPlace.Key(host: destination.host.trimmingFinalDot.lowercased(), port: port)
                let index = indices[key] ?? places.endIndex
                if index == places.endIndex {
                    indices[key] = index
                    places.append(FederationPlace(destination, port))
                }
                places[index].add(destination, compared.implementation.name)
            }
        }
        return places
    }

    /// Returns a clause with the implementations that use an endpoint: "every implementation connects there".
    func visitorWords(_ place: FederationPlace) -> String {
        let visitors = place.visitors
        let names = Set(visitors.map(\.name))
        let everybody = Implementation.all.filter { $0.kind == .homeserver || $0.kind == .other }
        let others = everybody.filter { !names.contains($0.name) }
        guard !others.isEmpty else { return "every implementation connects there" }
        if others.count <= 4, others.count < visitors.count {
            return "every implementation except \(Words.list(others.map(\.shortTitle))) connects there"
        }
        guard !visitors.isEmpty else { return "the specification requires peers to connect there" }
        let verb = visitors.count == 1 ? "connects" : "connect"
        return (place.isMain ? "" : "only ") + "\(Words.list(visitors.map(\.shortTitle))) \(verb) there"
    }

    /// Returns a clause with the step of discovery that leads to an endpoint, and its basis: the SRV record at `…`.
    func stepWords(_ place: FederationPlace) -> String {
        guard place.isMain else { return "the specification never leads to this endpoint" }
        let own = namedHost ?? input.serverName
        let delegated = delegated?.hostText ?? place.host
        let basis =
            switch place.step {
            case .addressLiteral: "the server name is this address"
            case .explicitPort: "the server name has this port"
            case .wellKnown: "the well-known document"
            case .delegatedAddress: "the well-known document names this address"
            case .delegatedPort: "the well-known document names this host and port"
            case .delegatedService: "the SRV record at `\(MatrixServiceName.new.rawValue).\(delegated)`"
            case .delegatedOldService: "the SRV record at `\(MatrixServiceName.old.rawValue).\(delegated)`"
            case .delegatedFallback: "the well-known document names this host without a port, and it has no SRV record"
            case .service: "the SRV record at `\(MatrixServiceName.new.rawValue).\(own)`"
            case .oldService: "the SRV record at `\(MatrixServiceName.old.rawValue).\(own)`"
            case .fallback: "there is no delegation, so peers use port \(place.port) of the server name"
            }
        return "step \(place.step.rawValue) of discovery leads there (\(basis))"
    }
}

extension Implementation {
    /// The title without the description in parentheses.
    var shortTitle: String { title.firstRange(of: " (").map { String(title[..<$0.lowerBound]) } ?? title }
}
