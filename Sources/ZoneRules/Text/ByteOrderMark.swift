import Diagnostics
import ZoneFile

/// Z116: the file starts with a byte order mark or is UTF-16.
enum ByteOrderMark: ZoneRule {
    static let info = RuleInfo(
        "Z116",
        "byte-order-mark",
        .error,
        fix: .safe,
        summary: "the file starts with a byte order mark or is UTF-16",
        page: RulePage(
            whatItChecks: "Checks the first bytes of the file. A UTF-16 file is not read any further.",
            whyItMatters: """
                Some editors write a byte order mark but do not show it. Name servers read it as part of the first \
                field, so `$ORIGIN` or `$TTL` becomes an owner name. BIND, Knot and NSD refuse to load the zone.
                """,
            howToFix: "Remove the mark: save the file as UTF-8 without a byte order mark, or as ASCII.",
            references: ["RFC 1035 §5.1", "RFC 3629 §6"]
        ),
        examples: [
            .bad(
                "«\u{FEFF}»$TTL 3600\n@ IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600\n"
                    + "@ IN NS ns1.example.net.\n@ IN NS ns2.example.net.\n",
                continuation: false
            ),
            .good("www IN TXT \"größer\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .byteOrderMark: findings.report(mark(problem, context))
            case .utf16: findings.report(utf16(problem, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension ByteOrderMark {
    private static func mark(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the file starts with a byte order mark",
            at: LabelledSpan(problem.span, "three bytes that most editors do not show"),
            why: "name servers read it as part of the first field and refuse to load the zone",
            help: "save the file as UTF-8 without a byte order mark",
            fixes: [Fix("remove the byte order mark", .safe, [Edit(replace: problem.span, with: "")])],
            subject: context.subject(of: problem)
        )
    }

    private static func utf16(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the file is UTF-16",
            at: LabelledSpan(problem.span, "two bytes per character"),
            why: "name servers cannot read UTF-16 and refuse to load the zone; srvlint does not read the file either",
            help: "save the file as UTF-8 without a byte order mark, or convert it with `iconv -f UTF-16 -t UTF-8`",
            subject: context.subject(of: problem)
        )
    }
}
