import DNS
import Diagnostics
import ZoneFile

/// Z105: a number that is out of range for its field.
enum NumberOutOfRange: ZoneRule {
    static let info = RuleInfo(
        "Z105",
        "number-out-of-range",
        .error,
        summary: "a number is out of range for its field",
        page: RulePage(
            whatItChecks: "Compares every number in the data of a record with the range of its field.",
            whyItMatters: """
                BIND and Knot refuse to load the zone. NSD 4.6 and ldns silently keep the lower 16 bits: port 70000 is \
                published as 4464, and no client can connect.
                """,
            howToFix: "Write a number within the range.",
            references: ["RFC 2782", "RFC 1035 §3.3"]
        ),
        examples: [
            .bad("_matrix-fed._tcp IN SRV 10 5 «70000» matrix.example.net.\nwww IN A 192.0.2.10\n"),
            .bad("_matrix-fed._tcp IN SRV (\n\t«-1»\n\t5 8448 matrix.example.net. )\n"),
            .bad("@ IN MX «65536» mail.example.net.\r\n"),
            .bad("@ IN CAA «256» issue \"ca.example.net\"\n"),
            .good("_matrix-fed._tcp IN SRV 0 65535 8448 matrix.example.net.\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (number, problem) in context.zone.problems.enumerated() where context.fieldMistakes[number] == nil {
            guard case .numberOutOfRange(let type, let field, _, let range) = problem.kind else { continue }
            findings.report(outOfRange(problem, type, field, range, context))
        }
    }
}

// MARK: - Messages

extension NumberOutOfRange {
    private static func outOfRange(
        _ problem: ZoneProblem,
        _ type: RecordType,
        _ field: String,
        _ range: ClosedRange<UInt64>,
        _ context: ZoneContext
    ) -> Finding {
        let text = problem.span.text
        let limits = "\(range.lowerBound) to \(range.upperBound)"
        return Finding(
            info,
            "\(Words.quoted(text)) is out of range for the \(field) of \(Words.record(type))",
            at: LabelledSpan(problem.span, "expected \(limits)"),
            why: wrapped(text, range).map {
                "BIND and Knot refuse to load the zone; NSD 4.6 and ldns keep only the lower bits and publish \($0)"
            } ?? "name servers refuse to load the zone or publish a different number",
            help: type == .soa && field == "serial" && isDate(text)
                ? "write a serial of ten digits, the date and a number, such as `\(text.prefix(8))01`"
                : "write a number from \(limits)",
            subject: context.subject(of: problem)
        )
    }

    /// Whether a serial is a date and a time, such as `202512201830`.
    private static func isDate(_ text: String) -> Bool {
        let digits = text.utf8.map { Int($0) - 0x30 }
        guard (11...14).contains(digits.count), digits.allSatisfy({ 0...9 ~= $0 }) else { return false }
        let (month, day) = (digits[4] * 10 + digits[5], digits[6] * 10 + digits[7])
        return (19...20).contains(digits[0] * 10 + digits[1]) && 1...12 ~= month && 1...31 ~= day
    }

    /// Returns the number truncated to 16 bits if its field has that size.
    private static func wrapped(_ text: String, _ range: ClosedRange<UInt64>) -> UInt16? {
        guard range == 0...65_535, let number = UInt64(text) else { return nil }
        return UInt16(truncatingIfNeeded: number)
    }
}
