import DNS
import Federation
import ZoneFile

/// The server names of a run, judged: those that were given, and those that the zones have SRV records for.
struct DelegationSurvey {
    /// Findings that point at no zone, in the order of the server names.
    private(set) var elsewhere: [Finding] = []
    /// What was looked at for those that were given.
    private(set) var given: [DelegationContext] = []
    /// All that were judged, in lower case.
    private(set) var judged: Set<String> = []
    /// By the zone they point into.
    private var byZone: [ObjectIdentifier: [Finding]] = [:]
    /// What says that something was not checked, of rules that are not selected.
    private(set) var unselected: [Finding] = []
    /// The hosts that the server names given are delegated to, or are.
    private var servedHosts: Set<String> = []
    /// What was said of a place before: server names may share a host.
    private var said: Set<Statement> = []

    init(_ linter: Linter, _ contexts: [ZoneContext], _ zones: ZoneSet) {
        let rules = RuleRegistry.delegationRules.filter { linter.selection.contains($0.info) }
        let asked = Self.nameless(linter.delegations, contexts)
        var named = Self.named(by: contexts, besides: asked)
        if named.count > Self.mostJudged {
            elsewhere.append(LimitReached.servers(named.count - Self.mostJudged, judged: Self.mostJudged))
            named.removeLast(named.count - Self.mostJudged)
        }
        guard !asked.isEmpty || !named.isEmpty else { return }
        var owners: [ObjectIdentifier: ObjectIdentifier] = [:]
        for context in contexts {
            for source in context.zone.sources {
                owners[ObjectIdentifier(source)] = ObjectIdentifier(context.zone)
            }
        }
        let evidence = ZoneEvidence(contexts, zones)
        for input in asked + named where !linter.shouldStop() {
            // The SRV records of a host that a server name is delegated to are judged with that server name.
            if !input.isGiven, servedHosts.contains(input.serverName) { continue }
            let context = DelegationContext(
                input, evidence, zones: zones, compared: linter.compared(input), time: linter.time)
            judged.insert(input.serverName.lowercased())
            if input.isGiven {
                given.append(context)
                if let host = context.serviceHost { servedHosts.insert(host.lowercased()) }
            }
            var sink = FindingSink(limitPerRule: FindingSink.limitPerRuleAndServer)
            for rule in rules where !linter.shouldStop() { rule.check(context, into: &sink) }
            let limits = LimitReached.findings(context, sink)
            if linter.selection.contains(LimitReached.info) {
                for finding in limits { sink.report(finding) }
            } else {
                unselected += limits
            }
            for finding in sink.findings where isNew(finding) {
                guard let source = finding.primary?.span.source, let zone = owners[ObjectIdentifier(source)] else {
                    elsewhere.append(finding)
                    continue
                }
                byZone[zone, default: []].append(finding)
            }
        }
    }

    private struct Statement: Hashable {
        let rule: String
        let source: ObjectIdentifier
        let range: Range<Int>
        let message: String
    }

    private mutating func isNew(_ finding: Finding) -> Bool {
        guard let span = finding.primary?.span else { return true }
        let statement = Statement(
            rule: finding.rule.code, source: ObjectIdentifier(span.source), range: span.range, message: finding.message)
        return said.insert(statement).inserted
    }

    func findings(in zone: Zone) -> [Finding] {
        byZone[ObjectIdentifier(zone)] ?? []
    }

    /// Documents without a server name belong to the server of the one zone there is: the name it has SRV records for,
    /// or its apex.
    private static func nameless(_ inputs: [DelegationInput], _ contexts: [ZoneContext]) -> [DelegationInput] {
        guard inputs.contains(where: \.serverName.isEmpty), contexts.count == 1 else { return inputs }
        let named = named(by: contexts, besides: [])
        let apex = contexts[0].zone.origin?.trimmingFinalDot ?? ""
        let name = named.count == 1 ? named[0].serverName : apex
        return inputs.map { input in
            var input = input
            if input.serverName.isEmpty { input.serverName = name }
            return input
        }
    }

    /// The names for which the zones have `_matrix-fed._tcp` or `_matrix._tcp`, in the order of the files.
    private static func named(by contexts: [ZoneContext], besides given: [DelegationInput]) -> [DelegationInput] {
        var hosts: [(name: NameID, zone: Zone)] = []
        for context in contexts where context.kind != .responsePolicy {
            let zone = context.zone
            var last: NameID?
            for number in zone.records(ofType: .srv) {
                let owner = zone.records[Int(number)].owner
                guard MatrixService(of: owner, in: zone) != nil, zone.isInZone(owner) else { continue }
                let host = zone.names.parent(of: zone.names.parent(of: owner))
                if host != last { hosts.append((host, zone)) }
                last = host
            }
        }
        // Notes on thousands of servers that are set up alike would be read by nobody.
        if hosts.count > mostToldInFull { hosts.removeAll { PlainDelegation.isPlain($0.name, in: $0.zone) } }
        var seen = Set(given.map { $0.serverName.lowercased() })
        return hosts.compactMap { host in
            let name = host.zone.names.text(host.name).trimmingFinalDot.lowercased()
            return seen.insert(name).inserted ? DelegationInput(name, isGiven: false) : nil
        }
    }

    /// With more servers than these in a run, what is plainly right is not spoken of.
    private static let mostToldInFull = 50
    /// So many servers that nobody named are judged in a run.
    private static let mostJudged = 5_000
}
