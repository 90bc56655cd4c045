import DNS
import Federation
import ZoneFile

/// The server names of a run, judged: those that were given, and those that the zones have SRV records for.
struct DelegationSurvey {
    /// Findings that point at no zone, in the order of the server names.
    private(set) var elsewhere: [Finding] = []
    /// What was looked at for those that were given.
    private(set) var given: [DelegationContext] = []
    /// By the zone they point into.
    private var byZone: [ObjectIdentifier: [Finding]] = [:]

    init(_ linter: Linter, _ contexts: [ZoneContext], _ zones: ZoneSet) {
        let rules = RuleRegistry.delegationRules.filter { linter.selection.contains($0.info) }
        let inputs = linter.delegations + Self.named(by: contexts, besides: linter.delegations)
        guard !inputs.isEmpty else { return }
        var owners: [ObjectIdentifier: ObjectIdentifier] = [:]
        for context in contexts {
            for source in context.zone.sources {
                owners[ObjectIdentifier(source)] = ObjectIdentifier(context.zone)
            }
        }
        let evidence = ZoneEvidence(contexts, zones)
        for input in inputs {
            let context = DelegationContext(input, evidence, zones: zones, time: linter.time)
            if input.isGiven { given.append(context) }
            var sink = FindingSink()
            for rule in rules { rule.check(context, into: &sink) }
            for finding in sink.findings {
                guard let source = finding.primary?.span.source, let zone = owners[ObjectIdentifier(source)] else {
                    elsewhere.append(finding)
                    continue
                }
                byZone[zone, default: []].append(finding)
            }
        }
    }

    func findings(in zone: Zone) -> [Finding] {
        byZone[ObjectIdentifier(zone)] ?? []
    }

    /// The names for which the zones have `_matrix-fed._tcp` or `_matrix._tcp`, in the order of the files.
    private static func named(by contexts: [ZoneContext], besides given: [DelegationInput]) -> [DelegationInput] {
        var seen = Set(given.map { $0.serverName.lowercased() })
        var inputs: [DelegationInput] = []
        for context in contexts where context.kind != .responsePolicy {
            let zone = context.zone
            for number in zone.records(ofType: .srv) {
                let owner = zone.records[Int(number)].owner
                guard MatrixService(of: owner, in: zone) != nil, zone.isInZone(owner) else { continue }
                let host = zone.names.text(zone.names.parent(of: zone.names.parent(of: owner))).trimmingFinalDot
                guard seen.insert(host.lowercased()).inserted else { continue }
                inputs.append(DelegationInput(host.lowercased(), isGiven: false))
            }
        }
        return inputs
    }
}
