import DNS
import Federation
import ServerRules
import ZoneRules

/// Server names that were given without anything that is about them.
enum UnknownServer {
    /// Whether no zone contains a server name, and no document, certificate or evidence was given for it.
    ///
    /// Other findings report zones that were not read, or whose origin is unknown.
    static func isUnknown(_ context: ServerContext, in zones: [ZoneContext]) -> Bool {
        let input = context.input
        guard case .success(let name) = context.serverName, let host = name.dnsName, !zones.isEmpty,
            input.evidence == nil, input.wellKnown == nil, input.certificate == nil,
            input.otherDocuments.isEmpty
        else { return false }
        return zones.allSatisfy { zone in
            guard zone.zone.apex != .unknownOrigin else { return false }
            return !host.isSubdomain(of: zone.zone.names.name(zone.zone.apex))
        }
    }
}
