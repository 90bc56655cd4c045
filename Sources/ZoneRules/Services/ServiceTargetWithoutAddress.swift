import DNS
import Diagnostics
import ZoneFile

/// Z279: an SVCB or HTTPS record whose target has no address.
enum ServiceTargetWithoutAddress: ZoneRule {
    static let info = RuleInfo(
        "Z279",
        "service-target-without-address",
        .warning,
        scope: .targets,
        summary: "the target of an SVCB or HTTPS record has no address",
        page: RulePage(
            whatItChecks: """
                Reports SVCB and HTTPS records whose target is in this zone, or in another zone of the run, and has no A \
                or AAAA record. The target `.` is the owner itself in service mode, and no service in alias mode. The \
                target of an alias may have a record of the same type instead. Nothing is reported if the address may be in a \
                line that could not be read.
                """,
            whyItMatters: """
                Clients resolve the target to connect to it. The addresses in hints are for the time until the answer \
                arrives, and clients need not use them.
                """,
            howToFix: "Give the target an A or AAAA record, or write a host that has one.",
            references: ["RFC 9460 §3", "RFC 9460 §7.3"]
        ),
        examples: [
            .bad("@ IN A 192.0.2.10\n@ IN HTTPS 1 «web» alpn=h2\nwww IN HTTPS 0 «wbe.example.com.»\n"),
            .bad("_8443._https IN HTTPS 1 «.» port=8443\n@ IN A 192.0.2.10\n"),
            .good(
                "@ IN A 192.0.2.10\n@ IN HTTPS 1 . alpn=h2\nold IN HTTPS 0 .\nwww IN HTTPS 0 svc\nsvc IN HTTPS 1 web.example.net.\n"
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        for (id, binding) in ServiceBinding.records(context) {
            guard !(binding.isAlias && binding.isOwnName),
                // Z249 reports the owner.
                !(zone.records[id].type == .https && HTTPSOwner.isOfTransport(zone.records[id].owner, zone)),
                !ServiceBinding.mayLackDot(id, in: zone),
                // Z263 reports a URL, and Z261 the missing target.
                URLTarget.target(of: id, in: zone) == nil,
                !ServiceBinding.isParameter(zone.fields(of: id).rdata.dropFirst().first?.text ?? ""),
                let (exists, other) = missing(binding.target, zone.records[id].type, binding.isAlias, context)
            else { continue }
            findings.report(hasNoAddress(context, id, binding, exists, other))
        }
    }

    private static func missing(
        _ name: Name,
        _ type: RecordType,
        _ isAlias: Bool,
        _ context: ZoneContext
    ) -> (exists: Bool, zone: Zone)? {
        var zone = context.zone
        var isWhole = context.isWholeForTargets
        var result = zone.lookup(name, .a)
        switch result {
        case .outOfZone, .delegated:
            guard let other = context.zones.zone(for: name), other !== zone else { return nil }
            zone = other
            isWhole = other.isWhole
            result = zone.lookup(name, .a)
        default: break
        }
        guard isWhole, zone.isCertain(name, .a), zone.isCertain(name, .aaaa), !isAlias || zone.isCertain(name, type)
        else {
            return nil
        }
        switch result {
        case .noName: return (false, zone)
        case .noData(let wildcard):
            guard let node = wildcard ?? zone.names.find(name), !zone.hasServerPrivateType(at: node),
                !zone.has(.aaaa, at: node), !(isAlias && zone.has(type, at: node))
            else { return nil }
            return (true, zone)
        default: return nil
        }
    }
}

// MARK: - Messages

extension ServiceTargetWithoutAddress {
    private static func hasNoAddress(
        _ context: ZoneContext,
        _ id: RecordID,
        _ binding: ServiceBinding,
        _ exists: Bool,
        _ other: Zone
    ) -> Finding {
        let zone = context.zone
        let type = zone.records[id].type
        return Finding(
            info,
            "the \(type) target `\(binding.target)` \(exists ? "has no address" : "does not exist")",
            at: LabelledSpan(
                ServiceBinding.targetSpan(of: id, in: zone),
                exists ? "no A or AAAA record at this name" : "no such name in \(context.zoneName(other))"
            ),
            why:
                "clients that use the \(type) records of \(context.quoted(zone.records[id].owner)) cannot connect to it",
            help: "give `\(binding.target)` an A or AAAA record, or write a host that has one",
            subject: context.subject(of: id)
        )
    }
}
