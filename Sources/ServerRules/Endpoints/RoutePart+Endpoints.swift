import Diagnostics
import Federation

extension RoutePart {
    static func connection(_ endpoint: FederationEndpoint) -> RoutePart {
        .connection(host: endpoint.host.routeName, port: Int(endpoint.port))
    }

    static func responses(_ endpoint: FederationEndpoint) -> RoutePart {
        .responses(host: endpoint.host.routeName, port: Int(endpoint.port))
    }
}

extension ServerContext {
    /// The responses of the endpoint with the address and port of a request.
    func part(of entry: FederationEntry) -> RoutePart? {
        let endpoint = federationEndpoints.first { $0.port == entry.port && $0.addresses.contains(entry.address) }
        return endpoint.map { .responses(host: $0.host.routeName, port: Int($0.port)) }
    }
}
