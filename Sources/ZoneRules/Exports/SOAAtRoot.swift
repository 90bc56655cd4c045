import DNS
import Diagnostics
import ZoneFile

/// Z143: an SOA record that `$ORIGIN .` puts at the root.
enum SOAAtRoot: ZoneRule {
    static let info = RuleInfo(
        "Z143",
        "soa-at-root",
        .error,
        fix: .unsafe,
        summary: "`$ORIGIN .` puts the SOA record of a zone at the root",
        page: RulePage(
            whatItChecks: """
                Reports an SOA record with the owner `@` below `$ORIGIN .` if all other records are in one zone that is \
                not the root. The file is checked as that zone. Exports of Cloudflare of 2016 to 2018 have this form.
                """,
            whyItMatters: """
                The owner `@` stands for the origin, which is the root here. The zone itself has no SOA record, so name \
                servers refuse to load it.
                """,
            howToFix: "Write the name of the zone instead of `@`.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad(
                """
                $ORIGIN .
                «@» 3600 IN SOA example.com. root.example.com. 2026112101 7200 3600 1209600 3600
                example.com. 300 IN NS ns1.example.net.
                example.com. 300 IN NS ns2.example.net.
                www.example.com. 300 IN A 192.0.2.10

                """,
                continuation: false,
                origin: nil
            ),
            .good(
                """
                $ORIGIN .
                $TTL 3600
                example.com IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                            NS ns1.example.net.
                            NS ns2.example.net.

                """,
                continuation: false,
                origin: nil
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .soaAtRoot {
            findings.report(atRoot(problem, context))
        }
    }
}

// MARK: - Messages

extension SOAAtRoot {
    private static func atRoot(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let zone = context.zone.origin ?? ""
        let quoted = Words.quoted(zone, limit: 80)
        return Finding(
            info,
            "the SOA record is at the root, but all other records are in \(quoted)",
            at: LabelledSpan(problem.span, "means `.`; expected \(quoted)"),
            why: "the zone \(quoted) has no SOA record, so name servers refuse to load it",
            help: "write `\(zone)` instead of `@`; `$ORIGIN \(zone)` also helps if all other names end with a dot",
            related: problem.related.map { [LabelledSpan($0, "`@` stands for this origin")] } ?? [],
            fixes: [Fix("write `\(zone)` instead of `@`", .unsafe, [Edit(replace: problem.span, with: zone)])],
            subject: context.subject(of: problem)
        )
    }
}
