import Diagnostics
import ZoneFile

/// Z131: a character string longer than 255 octets.
enum LongString: ZoneRule {
    static let info = RuleInfo(
        "Z131",
        "long-string",
        .error,
        summary: "a string is longer than 255 octets",
        page: RulePage(
            whatItChecks: "Measures the strings of TXT, SPF, HINFO and NAPTR records. An escape counts as one octet.",
            whyItMatters: """
                The length of a string is stored in one octet. BIND, NSD and ldns refuse to load the zone; Knot splits \
                the string. DKIM keys of 2048 bits usually exceed this limit.
                """,
            howToFix: """
                Split the text into several quoted strings. Software that reads DKIM, SPF and DMARC records joins them \
                without a space. Inside parentheses, the strings may be on several lines.
                """,
            references: ["RFC 1035 §3.3", "RFC 6376 §3.6.2.2", "RFC 7208 §3.3"]
        ),
        examples: [
            .bad("sel._domainkey IN TXT «\"v=DKIM1; p=\(String(repeating: "A", count: 250))\"»\nwww IN A 192.0.2.10\n"),
            .bad("info\tIN TXT ( \"größer\"\r\n\t«\(String(repeating: "\\065", count: 256))» )\r\n"),
            .good("sel IN TXT ( \"v=DKIM1; p=\"\n    \"\(String(repeating: "\\065", count: 255))\" )\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            guard case .longString(let length) = problem.kind else { continue }
            findings.report(tooLong(problem, length, context))
        }
    }
}

// MARK: - Messages

extension LongString {
    private static func tooLong(_ problem: ZoneProblem, _ length: Int, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the string is longer than 255 octets",
            at: LabelledSpan(problem.span, "\(length) octets"),
            why: "the length is stored in one octet; BIND, NSD and ldns refuse to load the zone",
            help: "split it into several quoted strings; software that reads SPF, DKIM and DMARC joins them again",
            subject: context.subject(of: problem)
        )
    }
}
