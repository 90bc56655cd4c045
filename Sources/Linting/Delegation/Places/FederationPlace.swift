import DNS
import Federation
import TLSIdentity

/// A host and port that implementations connect to, and who they are.
struct FederationPlace {
    /// As messages write it, without a final dot.
    let host: String
    let port: UInt16
    /// The step of discovery that leads there, by the first that comes this way.
    let step: Step.Number
    /// Every address that somebody tries.
    private(set) var addresses: [IPAddress] = []
    private var known: Set<IPAddress> = []
    /// What is sent: the names in SNI and in the Host header, the specification's first.
    private(set) var manners: [Manner] = []

    /// How some implementations come.
    struct Manner: Equatable {
        let sni: String?
        let hostHeader: String
        let certificateName: CertificateName
        /// Never empty; the specification itself is among them where it says so.
        var visitors: [Implementation.Identifier]
    }

    /// Those that come here, the specification left out.
    var visitors: [Implementation] {
        let names = Set(manners.flatMap(\.visitors))
        return Implementation.all.filter { names.contains($0.name) && $0.kind != .specification }
    }

    /// Whether peers come here by the specification, or Synapse or Dendrite do: else it is some implementation's own way.
    var isMain: Bool { !mainVisitors.isEmpty }

    /// Those of the specification, Synapse and Dendrite that come here.
    var mainVisitors: Set<Implementation.Identifier> {
        Set(manners.flatMap(\.visitors)).intersection([.specification, .synapse, .dendrite])
    }

    /// Places are the same by host and port.
    struct Key: Hashable {
        /// In lower case.
        let host: String
        let port: UInt16
    }

    /// A destination of an implementation.
    fileprivate struct Visit {
        let destination: Destination
        let port: UInt16
        let from: Implementation.Identifier

        var key: Key { Key(host: destination.host.trimmingFinalDot.lowercased(), port: port) }
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
    /// Where connections go, the specification's places first; testers have none of their own.
    var federationPlaces: [FederationPlace] {
        shared.federationPlaces { findFederationPlaces() }
    }

    private func findFederationPlaces() -> [FederationPlace] {
        let visits = (likelyRoutes?.all ?? []).filter { $0.implementation.kind != .tester }.flatMap { compared in
            compared.route.destinations.compactMap { destination -> FederationPlace.Visit? in
                guard !destination.addresses.isEmpty, destination.reachability == .addresses,
                    let port = UInt16(exactly: destination.port), port != 0
                else { return nil }
                return FederationPlace.Visit(destination: destination, port: port, from: compared.implementation.name)
            }
        }
        return visits.grouped { $0.key }.map { group in
            var place = FederationPlace(group.elements[0].destination, group.key.port)
            for visit in group.elements { place.add(visit.destination, visit.from) }
            return place
        }
    }

    /// Who comes to a place, as a clause: "every implementation connects there".
    func visitorWords(_ place: FederationPlace) -> String {
        let visitors = place.visitors
        let names = Set(visitors.map(\.name))
        let everybody = Implementation.all.filter { $0.kind == .homeserver || $0.kind == .other }
        let others = everybody.filter { !names.contains($0.name) }
        guard !others.isEmpty else { return "every implementation connects there" }
        if others.count <= 4, others.count < visitors.count {
            return "every implementation but \(Words.list(others.map(\.shortTitle))) connects there"
        }
        guard !visitors.isEmpty else { return "peers connect there by the specification" }
        let verb = visitors.count == 1 ? "connects" : "connect"
        return "\(Words.list(visitors.map(\.shortTitle))) \(verb) there"
            + (place.isMain ? "" : ", and nobody else does")
    }

    /// The step of discovery that leads to a place, and what it rests on: "step 4, the SRV record at `…`".
    func stepWords(_ place: FederationPlace) -> String {
        guard place.isMain else { return "this is no way of the specification" }
        let own = namedHost ?? input.serverName
        let delegated = delegated?.hostText ?? place.host
        let basis =
            switch place.step {
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
            case .fallback: "nothing delegates, so port \(place.port) of the server name itself"
            }
        return "step \(place.step.rawValue) of discovery leads there (\(basis))"
    }
}

extension Implementation {
    /// The name without what it is.
    var shortTitle: String { title.firstRange(of: " (").map { String(title[..<$0.lowerBound]) } ?? title }
}
