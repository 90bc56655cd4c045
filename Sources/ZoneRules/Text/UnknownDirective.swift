import Diagnostics
import ZoneFile

/// Z111: a dollar sign before a word that is no directive.
enum UnknownDirective: ZoneRule {
    static let info = RuleInfo(
        "Z111",
        "unknown-directive",
        .error,
        summary: "no directive has that name",
        page: RulePage(
            whatItChecks: """
                Knows `$ORIGIN`, `$TTL`, `$INCLUDE` and `$GENERATE`, in any case of their letters, and BIND's `$DATE`. \
                `$UNICODE`, which only dnspython reads, is a warning.
                """,
            whyItMatters: """
                BIND, Knot and NSD refuse the zone. ldns makes a record of the line, and what the directive should \
                have done to the lines after it is lost.
                """,
            howToFix: "Correct the directive. A name that begins with a dollar sign is written `\\$name`.",
            references: ["RFC 1035 §5.1", "RFC 2308 §4"]
        ),
        examples: [
            .bad("«$OGIRIN» example.com.\nwww IN A 192.0.2.10\n"),
            .bad("«$DEFAULT» 3600\r\nwww\tIN\tA\t192.0.2.10\r\n"),
            .bad(
                """
                «$TLT» 3600
                @ IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600
                @ IN NS  ns1.example.net.
                @ IN NS  ns2.example.net.

                """,
                continuation: false
            ),
            .bad("«$UNICODE» 2008\nwww IN A 192.0.2.10\n"),
            .good("$origin example.com.\n$ttl 300\n\\$price IN TXT \"größer\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .unknownDirective(let nearest): findings.report(unknown(problem, nearest, context))
            case .foreignDirective: findings.report(foreign(problem, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension UnknownDirective {
    private static func unknown(_ problem: ZoneProblem, _ nearest: String?, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(Words.quoted(problem.span.text)) is not a directive",
            at: LabelledSpan(problem.span, nearest.map { "did you mean `\($0)`?" } ?? "no server knows it"),
            why: "BIND, Knot and NSD refuse the zone",
            help: nearest.map { "write `\($0)`" }
                ?? "use `$ORIGIN`, `$TTL`, `$INCLUDE` or `$GENERATE`; a name that begins with a dollar sign is `\\$…`",
            subject: context.subject(of: problem)
        )
    }
    private static func foreign(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "only dnspython knows the directive \(Words.quoted(problem.span.text))",
            at: LabelledSpan(problem.span, "makes dnspython read names in Unicode"),
            why: "BIND, Knot, NSD and PowerDNS refuse the zone",
            help: "write names as A-labels (`xn--…`) and remove the directive before a name server reads the file",
            severity: .warning,
            subject: context.subject(of: problem)
        )
    }
}
