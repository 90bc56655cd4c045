import Diagnostics
import ZoneFile

/// Z131: a character string that does not fit its length octet.
enum LongString: ZoneRule {
    static let info = RuleInfo(
        "Z131",
        "long-string",
        .error,
        summary: "a string is longer than 255 octets",
        page: RulePage(
            whatItChecks: "Measures the strings of TXT, SPF, HINFO and NAPTR records; an escape is one octet.",
            whyItMatters: """
                A string has one octet for its length. BIND, NSD and ldns refuse the zone, Knot divides the string. It \
                is the DKIM key of 2048 bits that meets this limit.
                """,
            howToFix: """
                Divide the text into several quoted strings; those who read DKIM, SPF and DMARC join them without a \
                blank. In parentheses they may stand on several lines.
                """,
            references: ["RFC 1035 §3.3", "RFC 6376 §3.6.2.2", "RFC 7208 §3.3"]
        ),
        examples: [
            .bad("sel._domainkey IN TXT «\"v=DKIM1; p=\(String(repeating: "A", count: 250))\"»\nwww IN A 192.0.2.10\n"),
            .bad("info\tIN TXT ( \"größer\"\r\n\t«\(String(repeating: "\\065", count: 256))» )\r\n"),
            .good("sel._domainkey IN TXT ( \"v=DKIM1; p=\"\n    \"\(String(repeating: "\\065", count: 255))\" )\n"),
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
            why: "its length must fit one octet; BIND, NSD and ldns refuse the zone",
            help: "divide it into several strings in quotes; readers of SPF, DKIM and DMARC join them again",
            subject: context.subject(of: problem)
        )
    }
}
