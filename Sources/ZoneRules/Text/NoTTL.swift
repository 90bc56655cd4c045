import Diagnostics
import ZoneFile

/// Z128: nothing says how long the first record may be cached.
enum NoTTL: ZoneRule {
    static let info = RuleInfo(
        "Z128",
        "no-ttl",
        .warning,
        scope: .inheritance,
        summary: "neither `$TTL` nor a TTL stands before or on the first record",
        page: RulePage(
            whatItChecks: """
                Looks whether a `$TTL` or a TTL of its own tells the first record how long it lives. A file without an \
                SOA record is a piece of a zone and gets its TTL where it is included.
                """,
            whyItMatters: """
                Every server guesses otherwise. BIND takes the last field of the SOA record if that is the first \
                record, and refuses the zone if it is not; Knot, NSD and ldns take 3600 seconds.
                """,
            howToFix: "Begin the file with `$TTL 3600`, or whatever time suits the zone.",
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
        // A piece of a zone gets its TTL from the file that includes it.
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
            at: LabelledSpan(problem.span, "no TTL before this, and no `$TTL` above"),
            why: "BIND takes the last field of the SOA record or, if another record is first, refuses the zone; "
                + "Knot, NSD and ldns take 3600 seconds",
            help: "begin the file with `$TTL 3600`, or another time",
            subject: context.subject(of: problem)
        )
    }
}
