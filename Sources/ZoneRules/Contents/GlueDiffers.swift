import DNS
import Diagnostics
import ZoneFile

/// Z216: glue that differs from the addresses in the delegated zone.
enum GlueDiffers: ZoneRule {
    static let info = RuleInfo(
        "Z216",
        "glue-differs",
        .warning,
        scope: .targets,
        examplesElsewhere: "ParentAndChildTests",
        summary: "glue differs from the addresses in the delegated zone",
        page: RulePage(
            whatItChecks: """
                Compares the glue of a delegation (the addresses of name servers inside it) with the addresses in the \
                delegated zone, if both zones are checked in the same run. Reports each glue address that the \
                delegated zone does not have. Addresses that are missing from the glue are not reported.
                """,
            whyItMatters: """
                Resolvers use the address in the glue first. If a server moved but its glue did not change, they \
                contact the old address, and the zone is slow or unreachable.
                """,
            howToFix: """
                Write the addresses of the delegated zone beside the delegation. At a registry, update the host \
                objects.
                """,
            references: ["RFC 1034 §4.2.1", "RFC 1912 §2.3", "RFC 9471 §3"]
        ),
        examples: [
            .good("chat IN NS ns.chat\nchat IN NS ns1.example.net.\nns.chat IN A 192.0.2.53\n")
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        for child in context.loadedChildZones {
            var seen: Set<NameID> = []
            for server in zone.records(at: child.cut, type: .ns) {
                let host = zone.records[server].target
                guard zone.names.isName(host, atOrBelow: child.cut), seen.insert(host).inserted else { continue }
                for type in [RecordType.a, .aaaa] {
                    let glue = zone.records(at: host, type: type)
                    guard !glue.isEmpty, let own = addresses(of: zone.names.name(host), type, child.zone) else {
                        continue
                    }
                    for id in glue where !own.contains(zone.rdata(of: id)) {
                        findings.report(differs(context, id, child, isGone: own.isEmpty))
                    }
                }
            }
        }
    }

    /// The addresses that the zone has for the name, or `nil` if they are unknown or the name is an alias, which Z212
    /// reports there.
    private static func addresses(of name: Name, _ type: RecordType, _ zone: Zone) -> Set<[UInt8]>? {
        guard zone.isCertain(name, type) else { return nil }
        return switch zone.lookup(name, type) {
        case .answer(let set, _): Set(set.map { zone.rdata(of: $0) })
        case .noName, .noData: []
        default: nil
        }
    }
}

// MARK: - Messages

extension GlueDiffers {
    private static func differs(
        _ context: ZoneContext,
        _ id: RecordID,
        _ child: LoadedChildZone,
        isGone: Bool
    ) -> Finding {
        let zone = context.zone
        let record = zone.records[id]
        let host = context.quoted(record.owner)
        let fields = zone.fields(of: id)
        let other = child.zone.names.find(zone.names.name(record.owner)).flatMap {
            child.zone.records(at: $0, type: record.type).first
        }
        return Finding(
            info,
            "glue for \(host) differs from its address records in \(context.described(child))",
            at: LabelledSpan(
                (fields.rdata.first ?? fields.type).span,
                isGone ? "\(host) has no \(record.type) record there" : "not an address of \(host) there"
            ),
            why: "resolvers use the address in the glue first, even if the server has moved",
            help: "use the same addresses for \(host) in both zones",
            related: other.map { [LabelledSpan(child.zone.fields(of: $0).span, "the address in the delegated zone")] }
                ?? [],
            subject: context.subject(of: id)
        )
    }
}
