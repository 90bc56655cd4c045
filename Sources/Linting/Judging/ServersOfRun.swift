import DNS
import Diagnostics
import Federation
import ServerRules
import TLSIdentity
import ZoneFile
import ZoneRules

/// The server names of a run, checked: those that were given, and those for which the zones have SRV records.
struct ServersOfRun {
    /// Findings that are not in a zone, in the order of the server names.
    private(set) var elsewhere: [Finding] = []
    /// The contexts of the server names that were given.
    private(set) var given: [ServerContext] = []
    /// All server names that were checked, in lower case.
    private(set) var judged: Set<String> = []
    /// Findings by the zone that they are in.
    private var byZone: [ObjectIdentifier: [Finding]] = [:]
    /// Findings of unselected rules that something was not checked.
    private(set) var unselected: [Finding] = []
    /// The delegated servers of the given server names. Without delegation that is the host of the name itself.
    private var delegatedHosts: Set<String> = []
    /// The findings so far, without duplicates: server names may share a host.
    private var reported: Set<FindingKey> = []

    init(_ judge: ServerJudge, _ servers: [ServerInput], _ zones: LoadedZones, time: Timestamp?) {
        let contexts = zones.zones.map(\.context)
        let requested = Self.completed(servers, contexts)
        var named = Self.named(by: contexts, excluding: requested)
        if named.count > Self.serverLimit {
            elsewhere.append(LimitReached.servers(named.count - Self.serverLimit, judged: Self.serverLimit))
            named.removeLast(named.count - Self.serverLimit)
        }
        guard !requested.isEmpty || !named.isEmpty else { return }
        var owners: [ObjectIdentifier: ObjectIdentifier] = [:]
        for context in contexts {
            for source in context.zone.sources {
                owners[ObjectIdentifier(source)] = ObjectIdentifier(context.zone)
            }
        }
        let evidence = zones.evidence
        for input in requested where !judge.shouldStop() {
            let context = ServerContext(input, evidence, zones: zones.set, time: time)
            given.append(context)
            if let host = context.serviceHost { delegatedHosts.insert(host.lowercased()) }
        }
        // The SRV records of a host that a server name is delegated to are checked with that server name.
        named.removeAll { delegatedHosts.contains($0.serverName) }
        let misplaced = findMisplaced(named.map(\.serverName))
        for (index, input) in (requested + named).enumerated() where !judge.shouldStop() {
            if !input.isGiven, misplaced.certain.contains(input.serverName) { continue }
            var context: ServerContext
            if index < given.count {
                context = given[index]
            } else {
                context = ServerContext(input, evidence, zones: zones.set, time: time)
                context.intendedServerName = misplaced.intended[input.serverName]
                context.isBelowGivenName = belowGiven(input.serverName)
            }
            judged.insert(input.serverName.lowercased())
            if index < given.count, UnknownServer.isUnknown(context, in: contexts) {
                elsewhere.append(NotChecked.unknownServer(context))
            }
            let outcome = judge.judge(context)
            unselected += outcome.unselected
            for finding in outcome.findings where isNew(finding) {
                guard let source = finding.primary?.span.source, let zone = owners[ObjectIdentifier(source)] else {
                    elsewhere.append(finding)
                    continue
                }
                byZone[zone, default: []].append(finding)
            }
        }
    }

    /// Finds SRV records that were probably meant for a given server name above their own, and notes them in its
    /// context.
    ///
    /// - Parameter names: The server names that were not given, in lower case.
    /// - Returns: The given server name for each of them, and those that are hardly server names themselves.
    private mutating func findMisplaced(_ names: [String]) -> (intended: [String: String], certain: Set<String>) {
        var intended: [String: String] = [:]
        var certain: Set<String> = []
        guard !names.isEmpty else { return (intended, certain) }
        var undelegated: [String: Int] = [:]
        for (index, context) in given.enumerated() where context.isWithoutDelegation {
            undelegated[context.input.serverName.lowercased()] = index
        }
        guard !undelegated.isEmpty else { return (intended, certain) }
        for name in names {
            var rest = name[...]
            while let dot = rest.firstIndex(of: ".") {
                rest = rest[rest.index(after: dot)...]
                guard let index = undelegated[String(rest)] else { continue }
                // The origin is doubled by a missing final dot (Z241), and the record is at the right name otherwise.
                if name.hasPrefix("\(rest).") { break }
                intended[name] = given[index].input.serverName
                given[index].hostsBelow.append(name)
                if given[index].isHardlyServerName(name) { certain.insert(name) }
                break
            }
        }
        return (intended, certain)
    }

    /// Whether a name is below a given server name.
    private func belowGiven(_ name: String) -> Bool {
        given.contains { name.hasSuffix(".\($0.input.serverName.lowercased())") }
    }

    private struct FindingKey: Hashable {
        let rule: String
        let source: ObjectIdentifier
        let range: Range<Int>
        let message: String
    }

    private mutating func isNew(_ finding: Finding) -> Bool {
        guard let span = finding.primary?.span else { return true }
        let key = FindingKey(
            rule: finding.rule.code, source: ObjectIdentifier(span.source), range: span.range, message: finding.message)
        return reported.insert(key).inserted
    }

    /// Returns the findings about servers that are in the zone.
    func findings(in zone: Zone) -> [Finding] {
        byZone[ObjectIdentifier(zone)] ?? []
    }

    /// Adds the server name to documents that were given without one. If there is only one zone, they belong to the name for
    /// which it has SRV records, or to its apex.
    private static func completed(_ inputs: [ServerInput], _ contexts: [ZoneContext]) -> [ServerInput] {
        guard inputs.contains(where: \.serverName.isEmpty), contexts.count == 1 else { return inputs }
        let named = named(by: contexts, excluding: [])
        let apex = contexts[0].zone.origin?.trimmingFinalDot ?? ""
        let name = named.count == 1 ? named[0].serverName : apex
        return inputs.map { input in
            var input = input
            if input.serverName.isEmpty { input.serverName = name }
            return input
        }
    }

    /// The names for which the zones have `_matrix-fed._tcp` or `_matrix._tcp`, in the order of the files.
    ///
    /// - Parameter includesRoutine: whether routine delegations count even if there are many.
    static func named(
        by contexts: [ZoneContext], excluding given: [ServerInput], includesRoutine: Bool = false
    ) -> [ServerInput] {
        var hosts: [(owners: MatrixOwners, zone: Zone)] = []
        for context in contexts where context.kind != .responsePolicy {
            let zone = context.zone
            var current: MatrixOwners?
            for number in zone.records(ofType: .srv) {
                let owner = zone.records[Int(number)].owner
                guard let service = MatrixService(of: owner, in: zone), zone.isInZone(owner) else { continue }
                let host = zone.names.parent(of: zone.names.parent(of: owner))
                if let found = current, host != found.host { hosts.append((found, zone)) }
                if host != current?.host { current = MatrixOwners(host: host) }
                current?.add(owner, service)
            }
            if let current { hosts.append((current, zone)) }
        }
        // Nobody would read the same notes on thousands of servers with the same setup.
        if !includesRoutine, hosts.count > detailedReportLimit {
            hosts.removeAll { RoutineDelegation.isRoutine($0.owners, in: $0.zone) }
        }
        var seen = Set(given.map { $0.serverName.lowercased() })
        return hosts.compactMap { host in
            let name = host.zone.names.text(host.owners.host).trimmingFinalDot.lowercased()
            return seen.insert(name).inserted ? ServerInput(name, isGiven: false) : nil
        }
    }

    /// With more servers than these in a run, routine delegations are not checked.
    private static let detailedReportLimit = 50
    /// The number of servers that are checked in a run in addition to the given ones.
    private static let serverLimit = 5_000
}
