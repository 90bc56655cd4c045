import Diagnostics
import ZoneFile

/// Z110: a time that cannot be read, or is too long.
enum InvalidTTL: ZoneRule {
    static let info = RuleInfo(
        "Z110",
        "invalid-ttl",
        .error,
        summary: "a TTL or another time cannot be read, or is too long",
        page: RulePage(
            whatItChecks: """
                Reads the TTLs of records and of `$TTL`, and the times of SOA records: seconds, or numbers with the \
                units `w`, `d`, `h`, `m` and `s`.
                """,
            whyItMatters: """
                A unit that does not exist makes BIND, Knot and NSD refuse the zone. A TTL over 2147483647 is \
                published by Knot and NSD and taken for 0 by BIND and by resolvers (RFC 2181 §8): caching ends, \
                and every lookup reaches your servers.
                """,
            howToFix: "Write seconds, such as `3600`, or `1h`, `2d`, `1w`.",
            references: ["RFC 1035 §5.1", "RFC 2181 §8", "RFC 2308 §4"]
        ),
        examples: [
            .bad("www «5x» IN A 192.0.2.10\nmail IN A 192.0.2.11\n"),
            .bad("www IN\t«2147483648» A 192.0.2.10\r\n"),
            .bad("$TTL «1hour»\nwww IN A 192.0.2.10\n"),
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.com. (
                         1
                         «2y» ; größer
                         3600 1209600 3600 )
                @ IN NS  ns1.example.net.
                @ IN NS  ns2.example.net.

                """,
                continuation: false
            ),
            .good("www 1w2d3h4m5s IN A 192.0.2.10\nmail IN 2147483647 A 192.0.2.11\nftp 0 IN A 192.0.2.12\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .invalidTTL: findings.report(invalid(problem, context))
            case .ttlTooLarge: findings.report(tooLarge(problem, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension InvalidTTL {
    private static func invalid(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(Words.quoted(problem.span.text)) is not a time",
            at: LabelledSpan(problem.span, "seconds, or numbers with the units `w d h m s`"),
            why: "most servers refuse the zone for it, BIND among them",
            help: "write seconds, such as `3600`, or a time such as `1h` or `1d12h`",
            subject: context.subject(of: problem)
        )
    }

    private static func tooLarge(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the time \(Words.quoted(problem.span.text)) is too long",
            at: LabelledSpan(problem.span, "at most 2147483647 seconds, about 68 years"),
            why: "BIND refuses it or takes it for 0, and so do resolvers (RFC 2181 §8); other servers publish it",
            help: "write a shorter time; more than a week (`1w`) is rarely of use",
            subject: context.subject(of: problem)
        )
    }
}
