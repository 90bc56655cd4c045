import DNS
import Diagnostics
import ZoneFile

/// Z134: a class, a type or a TTL in the first column, where the owner belongs.
enum FieldInFirstColumn: ZoneRule {
    static let info = RuleInfo(
        "Z134",
        "field-in-first-column",
        .error,
        fix: .unsafe,
        scope: .inheritance,
        summary: "a line begins with a class, a type or a TTL in place of an owner",
        page: RulePage(
            whatItChecks: """
                A line without a space before its first field begins with an owner. Reports lines that begin with `IN` in \
                capitals, followed by a type without another class, and lines that cannot be read because they begin with \
                the type, unless it may be a host in lower case. Consecutive lines are reported once. srvlint takes such \
                records for records of the owner before them. A number in the first column is reported if it is the \
                TTL of the record and of the one before it, except in reverse zones.
                """,
            whyItMatters: """
                Name servers read `IN A 192.0.2.10` as a record of the host `in.example.com.` and load the zone without a \
                message, so the record is missing where it was meant to be. They refuse to load a zone with `A 192.0.2.10`.
                """,
            howToFix: """
                Put a space before the class or type to continue with the owner of the line before, or write the owner, \
                such as `@` for the zone itself. If a host is really called `IN`, write it in lower case or with its class: \
                `in IN A`.
                """,
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("«IN» A 192.0.2.10\nIN 300 MX 10 mail.example.net.\nIN TXT \"größer\"\nwww IN A 192.0.2.10\n"),
            .bad("www IN A 192.0.2.10\n«IN» AAAA 2001:db8::10 ; the same host\r\n"),
            .bad("«MX» 10 mail.example.net.\nA 192.0.2.10\n«IN» TXT \"v=spf1 mx -all\"\nwww IN A 192.0.2.10\n"),
            .bad("«A» www 192.0.2.10\n\n«SRV» _matrix-fed._tcp 10 0 8448 matrix.example.net.\n"),
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                «NS» ns1.example.net.
                NS ns2.example.net.

                """,
                continuation: false
            ),
            .bad(
                """
                $TTL 3600
                «IN» SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                IN NS ns1.example.net.
                IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .bad("www 300 IN A 192.0.2.10\n«300» IN AAAA 2001:db8::10\n"),
            .good("www 300 IN A 192.0.2.10\n500 IN A 192.0.2.11\n300 300 IN A 192.0.2.12\n"),
            .good(
                "IL NS ns1.example.net.\nIN NS ns1.example.net.\nIN NS ns2.example.net.\nIA NS ns1.example.net.\n"
            ),
            .good(
                "in A 192.0.2.10\nIN IN A 192.0.2.11\nmx A 192.0.2.25\nns MX 10 mx\na IN A 192.0.2.10\nIN 300 IN AAAA 2001:db8::1\n"
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let problems = context.zone.problems.filter { if case .fieldAsOwner = $0.kind { true } else { false } }
        for group in ConsecutiveLines.groups(
            problems,
            where: { isWithoutOwner($0) && isWithoutOwner($1) && isClass($0) == isClass($1) && $0.owner == $1.owner })
        {
            if case .fieldAsOwner(.typeBeforeOwner(let type)) = group[0].kind {
                findings.report(isBeforeOwner(group[0], type, context))
            } else {
                findings.report(inFirstColumn(group, context))
            }
        }
        for (id, seconds) in TimeInFirstColumn.records(of: context) {
            findings.report(isTimeToLive(id, seconds, context))
        }
    }

    private static func isClass(_ problem: ZoneProblem) -> Bool { problem.kind == .fieldAsOwner(.recordClass) }

    private static func isWithoutOwner(_ problem: ZoneProblem) -> Bool {
        if case .fieldAsOwner(.typeBeforeOwner) = problem.kind { false } else { true }
    }
}
