import Diagnostics
import ZoneFile

/// Z117: lines end in carriage returns only.
enum CarriageReturnLines: ZoneRule {
    static let info = RuleInfo(
        "Z117",
        "carriage-return-lines",
        .error,
        summary: "the lines of the file end in carriage returns only",
        page: RulePage(
            whatItChecks: "Reports a file that has carriage returns (CR) but no line feed (LF).",
            whyItMatters: """
                BIND and NSD read such a file. Knot and ldns see a single line and find no records in it: ldns loads \
                an empty zone without an error.
                """,
            howToFix: "Save the file with LF line endings, or convert it with `tr '\\r' '\\n'`.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad(
                "$TTL 3600«\r»@ IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600\r"
                    + "@ IN NS ns1.example.net.\r@ IN NS ns2.example.net. ; größer\r",
                continuation: false
            ),
            .good(
                "$TTL 3600\r\n@ IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600\r\n"
                    + "@ IN NS ns1.example.net.\r\n@ IN NS ns2.example.net.\r\n",
                continuation: false
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .carriageReturnLines {
            findings.report(loneReturns(problem, context))
        }
    }
}

// MARK: - Messages

extension CarriageReturnLines {
    private static func loneReturns(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "lines end in carriage returns only",
            at: LabelledSpan(problem.span, "the first carriage return"),
            why: "Knot and ldns see one long line and find no records in it; BIND and NSD read the file",
            help: "save the file with LF line endings, or convert it with `tr '\\r' '\\n'`",
            subject: context.subject(of: problem)
        )
    }
}
