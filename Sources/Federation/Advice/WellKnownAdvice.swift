import DNS

/// What to publish so that every implementation finds the server: a well-known document with a port or, if that is not
/// possible, the same SRV record under both names.
public struct WellKnownAdvice: Sendable {
    /// The URL of the document.
    public let url: String
    /// The contents of the document.
    public let document: String
    public let port: Int
    /// The SRV records in presentation form, for servers without the document.
    public let records: [String]

    /// - Returns: `nil` if there is nothing to publish: discovery looks up nothing for a server name that is an address
    ///   or has a port, and without a reachable destination the contents are unknown.
    public init?(_ route: Route) {
        guard case .name(let host) = route.serverName.host, route.serverName.port == nil,
            let first = route.destinations.first(where: { !Self.isUnreachable($0) })
        else { return nil }
        port = first.port
        url = Self.url(for: route)
        document = Self.document(for: route)
        guard case .dns = first.certificateName, IPAddress(first.host) == nil else {
            records = []
            return
        }
        let target = first.host.hasSuffix(".") ? first.host : first.host + "."
        records = MatrixService.allCases.map { service in
            "\(service.ownerPrefix).\(host). 3600 IN SRV 10 5 \(first.port) \(target)"
        }
    }

    static func isUnreachable(_ destination: Destination) -> Bool {
        if case .unreachable = destination.reachability { true } else { false }
    }

    static func url(for route: Route) -> String {
        if case .name(let host) = route.serverName.host { return WellKnown.url(host, .server) }
        return ""
    }

    static func document(for route: Route) -> String {
        guard let first = route.destinations.first(where: { !isUnreachable($0) }) else { return "{}" }
        let host = IPAddress(first.host)?.isIPv6 == true ? "[\(first.host)]" : first.host.trimmingFinalDot
        return "{\"m.server\": \"\(host):\(first.port)\"}"
    }
}
