import DNS
import Diagnostics
import ZoneFile

/// Z212: the target of an NS record is an alias.
enum NSAlias: ZoneRule {
    static let info = RuleInfo(
        "Z212",
        "ns-alias",
        .error,
        scope: .targets,
        summary: "the target of an NS record is an alias",
        page: RulePage(
            whatItChecks: """
                Looks up the target of every NS record in this zone, or in the zone of the run that is authoritative \
                for it. Reports targets that own a CNAME record, are covered by a wildcard CNAME record, or are below \
                a DNAME record.
                """,
            whyItMatters: """
                RFC 2181 forbids it: servers send addresses along with NS records but have none for an alias, and \
                resolvers do not follow one there. BIND and Knot refuse to load the zone if the NS record is at its \
                apex. At a delegation, resolvers cannot use the server.
                """,
            howToFix: "Use the host behind the alias as the target, or replace the alias with A and AAAA records.",
            references: ["RFC 2181 §10.3", "RFC 1912 §2.4"]
        ),
        examples: [
            .bad(
                """
                ns3  IN CNAME web
                web  IN A     192.0.2.10
                @    IN NS    «ns3»
                chat IN NS    «ns3.example.com.»
                     IN NS    ns1.example.net.

                """
            ),
            .bad("* IN CNAME web\nweb IN A 192.0.2.10\nchat IN NS «ns3»\nchat IN NS web\n"),
            .bad("old IN DNAME example.net.\nchat IN NS «ns1.old»\nchat IN NS ns1.example.net.\n"),
            .good("ns3 IN A 192.0.2.53\n@ IN NS ns3\nchat IN NS ns3\nchat IN NS ns1.example.net.\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, target) in context.contents.nameServers {
            switch target {
            // Records of the name itself, which could not be read, would be occluded by the DNAME record (Z226).
            case .renamed(_, let zone)
            where zone === context.zone && !zone.isCertain(zone.records[record].target, nil):
                continue
            case .alias(let alias, let zone), .renamed(let alias, let zone):
                findings.report(isAlias(context, record, alias, zone))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension NSAlias {
    private static func isAlias(
        _ context: ZoneContext,
        _ id: RecordID,
        _ alias: RecordID,
        _ other: Zone
    ) -> Finding {
        let target = context.zone.records[id].target
        let isApex = context.zone.records[id].owner == context.zone.apex
        return Finding(
            info,
            "NS target \(context.quoted(target)) is an alias",
            at: LabelledSpan(context.targetSpan(of: id), "expected a name with A or AAAA records"),
            why: isApex
                ? "RFC 2181 forbids an alias as target; BIND and Knot refuse to load the zone"
                : "RFC 2181 forbids an alias as target; resolvers do not follow an alias to a name server",
            help: other.records[alias].type == .dname
                ? "use a host with A or AAAA records as the NS target"
                : "use the host behind the alias, `\(other.names.text(other.records[alias].target))`, as the NS target",
            related: [context.aliasSpan(alias, in: other, covers: target)],
            subject: context.subject(of: id)
        )
    }
}
