import Federation
import ServerRules
import ZoneFile

/// The routes of other servers to those of a zone, found when they are asked for.
struct ServerRoutes: Sendable {
    /// The server names of the configuration, with their documents.
    let servers: [ServerInput]
    let zones: ZoneSet
    /// The zones in which a missing name does not exist.
    let whole: [Zone]

    /// Returns the routes for which the SRV records of a host are looked up: to the server names that are delegated to it, and
    /// to the host itself.
    func routes(using host: String) -> [Route] {
        let host = host.lowercased()
        let known = servers.filter { !$0.serverName.isEmpty }.compactMap(route).filter { route in
            if route.serverName.hostText.lowercased() == host { return true }
            guard case .present(let delegated) = route.delegation else { return false }
            return delegated.hostText.lowercased() == host
        }
        guard known.isEmpty else { return known }
        // A document without a server name is that of the only server of the zone.
        var input = servers.first { $0.serverName.isEmpty } ?? ServerInput(host, isGiven: false)
        input.serverName = host
        return [route(to: input)].compactMap(\.self)
    }

    private func route(to server: ServerInput) -> Route? {
        let context = ServerContext(server, ZoneEvidence(zones, whole: whole), zones: zones)
        return context.likelyRoutes?.specification
    }
}
