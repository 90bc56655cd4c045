import DNS
import Diagnostics
import ZoneFile

/// Z278: SVCB or HTTPS aliases that lead back to themselves.
enum ServiceAliasLoop: ZoneRule {
    static let info = RuleInfo(
        "Z278",
        "service-alias-loop",
        .error,
        scope: .targets,
        summary: "SVCB or HTTPS aliases form a loop",
        page: RulePage(
            whatItChecks: """
                Follows SVCB and HTTPS records with priority 0 (alias mode) from name to name in the zones of the run. \
                Reports those that lead back to a previous name, also by CNAME records. Each loop is reported once.
                """,
            whyItMatters: "Clients detect the loop and ignore the records, so the service parameters are never used.",
            howToFix: "Let the last alias lead to a name with an address or with a record in service mode.",
            references: ["RFC 9460 §2.4.2", "RFC 9460 §3"]
        ),
        examples: [
            .bad("@ IN HTTPS 0 «example.com.»\n@ IN A 192.0.2.10\n"),
            .bad("a IN HTTPS 0 «b»\nb IN HTTPS 0 c\nc IN HTTPS 0 a\n"),
            .good("a IN HTTPS 0 b\nb IN HTTPS 0 c\nc IN HTTPS 1 . alpn=h2\nc IN A 192.0.2.10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        var reported: Set<Name> = []
        for (id, binding) in ServiceBinding.records(context) where binding.isAlias && !binding.isOwnName {
            let start = zone.names.name(zone.records[id].owner)
            guard !reported.contains(start), let loop = loop(from: start, id, binding, context) else { continue }
            reported.formUnion(loop)
            findings.report(isLoop(context, id, loop))
        }
    }

    /// The names of the loop that begins and ends at `start`; `nil` if the aliases lead elsewhere.
    private static func loop(
        from start: Name,
        _ id: RecordID,
        _ binding: ServiceBinding,
        _ context: ZoneContext
    ) -> [Name]? {
        let type = context.zone.records[id].type
        var path = [start]
        var next = binding.target
        while next != start {
            guard path.count < 16, !path.contains(next) else { return nil }
            path.append(next)
            guard let target = target(at: next, type, context) else { return nil }
            next = target
        }
        return path
    }

    private static func target(at name: Name, _ type: RecordType, _ context: ZoneContext) -> Name? {
        var zone = context.zone
        var result = zone.lookup(name, type)
        switch result {
        case .outOfZone, .delegated:
            guard let other = context.zones.zone(for: name), other !== zone else { return nil }
            zone = other
            result = zone.lookup(name, type)
        default: break
        }
        switch result {
        case .alias(let alias, nil): return zone.names.name(zone.records[alias].target)
        case .answer(let set, nil):
            let bindings = set.compactMap { ServiceBinding(of: $0, in: zone) }
            return bindings.first { $0.isAlias && !$0.isOwnName }?.target
        default: return nil
        }
    }
}

// MARK: - Messages

extension ServiceAliasLoop {
    private static func isLoop(_ context: ZoneContext, _ id: RecordID, _ loop: [Name]) -> Finding {
        let type = context.zone.records[id].type
        let names = (loop + [loop[0]]).map { "`\($0)`" }.joined(separator: " → ")
        return Finding(
            info,
            "the \(type) alias of \(context.quoted(context.zone.records[id].owner)) leads back to itself",
            at: LabelledSpan(ServiceBinding.targetSpan(of: id, in: context.zone), names),
            why: "clients detect the loop and ignore the \(type) records",
            help: "let the alias lead to a name with an address or with \(Words.record(type)) in service mode",
            subject: context.subject(of: id)
        )
    }
}
