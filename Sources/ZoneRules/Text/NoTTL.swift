import Diagnostics
import ZoneFile

/// Z128: the first record has no TTL.
enum NoTTL: ZoneRule {
    static let info = RuleInfo(
        "Z128",
        "no-ttl",
        .warning,
        scope: .inheritance,
        summary: "the first record has no TTL, and no `$TTL` precedes it",
        page: RulePage(
            whatItChecks: """
                Reports a first record that has neither a TTL of its own nor a `$TTL` before it. A file without an SOA \
                record is part of a zone and gets its TTL where it is included.
                """,
            whyItMatters: """
                Servers assume different TTLs. BIND uses the last field of the SOA record if that record is first, and \
                refuses to load the zone otherwise. Knot, NSD and ldns use 3600 seconds.
                """,
            howToFix: "Start the file with `$TTL 3600`, or another time that suits the zone.",
            references: ["RFC 1035 §5.1", "RFC 2308 §4"]
        ),
        examples: [
            .bad(
                """
                @ «IN» SOA ns1.example.net. hostmaster.example.com. ( ; größer
                       1 7200 3600 1209600 3600 )
                @ IN NS ns1.example.net.
                @ IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .good(
                "@ 1h SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600\r\n"
                    + "\tNS ns1.example.net.\r\n\tNS ns2.example.net.\r\n",
                continuation: false
            ),
            .good("www IN A 192.0.2.10\n", continuation: false),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        // Part of a zone gets its TTL from the file that includes it.
        guard !context.zone.isFragment else { return }
        for problem in context.zone.problems where problem.kind == .noTTL {
            findings.report(noTTL(problem, context))
        }
    }
}

// MARK: - Messages

extension NoTTL {
    private static func noTTL(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the first record has no TTL",
            at: LabelledSpan(problem.span, "no TTL before this and no `$TTL` above"),
            why: "BIND uses the last field of the SOA record or, if another record is first, refuses to load the zone; "
                + "Knot, NSD and ldns use 3600 seconds",
            help: "start the file with `$TTL 3600`, or another time",
            subject: context.subject(of: problem)
        )
    }
}
