import Diagnostics
import ZoneFile

/// Z111: a word with a dollar sign that is not a directive.
enum UnknownDirective: ZoneRule {
    static let info = RuleInfo(
        "Z111",
        "unknown-directive",
        .error,
        fix: .safe,
        summary: "unknown directive",
        page: RulePage(
            whatItChecks: """
                Reports directives other than `$ORIGIN`, `$TTL`, `$INCLUDE`, `$GENERATE` and BIND's `$DATE`, which are \
                recognised in upper and lower case. `$UNICODE`, which only dnspython reads, is a warning.
                """,
            whyItMatters: """
                BIND, Knot and NSD refuse to load the zone. ldns reads the line as a record, and the directive has no \
                effect on the lines after it.
                """,
            howToFix: "Correct the directive. Write a name that starts with a dollar sign as `\\$name`.",
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
            .bad("«$TTL300»\nwww IN A 192.0.2.10\n«$ORIGIN:» example.com.\n"),
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
        let text = problem.span.text
        if let nearest, text.count > nearest.count, text.uppercased().hasPrefix(nearest) {
            return hasNoSpace(problem, nearest, text.dropFirst(nearest.count), context)
        }
        return Finding(
            info,
            "\(Words.quoted(text)) is not a directive",
            at: LabelledSpan(problem.span, nearest.map { "did you mean `\($0)`?" } ?? "unknown to every name server"),
            why: "BIND, Knot and NSD refuse to load the zone",
            help: nearest.map { "write `\($0)`" }
                ?? "use `$ORIGIN`, `$TTL`, `$INCLUDE` or `$GENERATE`; write `\\$` in a name that starts with a dollar sign",
            subject: context.subject(of: problem)
        )
    }

    private static func hasNoSpace(
        _ problem: ZoneProblem, _ directive: String, _ rest: Substring, _ context: ZoneContext
    ) -> Finding {
        let argument = rest.drop { $0 == "=" || $0 == ":" }
        let right = argument.isEmpty ? directive : "\(directive) \(argument)"
        return Finding(
            info,
            argument.count == rest.count
                ? "a space is missing in \(Words.quoted(problem.span.text))"
                : "\(Words.quoted(rest.prefix(1))) is not part of the directive `\(directive)`",
            at: LabelledSpan(problem.span, "read as one word"),
            why: "BIND, Knot and NSD refuse to load the zone",
            help: "write \(Words.quoted(right))",
            fixes: [
                Fix(
                    "write \(Words.quoted(right))", argument.isEmpty ? .safe : .unsafe,
                    [Edit(replace: problem.span, with: right)])
            ],
            subject: context.subject(of: problem)
        )
    }

    private static func foreign(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "only dnspython supports the directive \(Words.quoted(problem.span.text))",
            at: LabelledSpan(problem.span, "makes dnspython read names as Unicode"),
            why: "BIND, Knot, NSD and PowerDNS refuse to load the zone",
            help: "write names as A-labels (`xn--…`) and remove the directive before a name server reads the file",
            severity: .warning,
            subject: context.subject(of: problem)
        )
    }
}
