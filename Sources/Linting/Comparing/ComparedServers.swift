import Federation
import ServerRules
import ZoneFile

/// The Matrix servers that a change of zones may concern.
struct ComparedServers {
    private var inputs: [ServerInput] = []

    /// - Parameter given: server names, in addition to those that have SRV records before or after the change.
    init(_ given: [ServerInput], _ before: LoadedZones, _ after: LoadedZones) {
        var seen: Set<String> = []
        let named = [after, before].flatMap {
            ServersOfRun.named(by: $0.zones.map(\.context), excluding: [], includesRoutine: true)
        }
        for var input in given + named {
            if input.serverName.isEmpty {
                // A document without a server name belongs to the only server.
                let apex = after.zones.first?.context.zone.origin?.trimmingFinalDot ?? ""
                input.serverName = Set(named.map(\.serverName)).count == 1 ? named[0].serverName : apex
            }
            if seen.insert(input.serverName.lowercased()).inserted { inputs.append(input) }
        }
    }

    /// Returns the servers: first the given ones and those with changed records, and then those that only share hosts with them.
    func inOrder(_ zones: [ComparedZone]) -> [ServerInput] {
        guard zones.contains(where: \.hasChanged) else { return [] }
        var changed: Set<String> = []
        for change in zones.compactMap(\.difference).flatMap(\.changes) {
            var host = change.owner.trimmingFinalDot[...]
            for prefix in ["_matrix-fed._tcp.", "_matrix._tcp."] where host.hasPrefix(prefix) {
                host = host.dropFirst(prefix.count)
            }
            changed.insert(String(host))
        }
        let isFirst = { (input: ServerInput) in input.isGiven || changed.contains(input.serverName.lowercased()) }
        return inputs.filter(isFirst) + inputs.filter { !isFirst($0) }
    }
}
