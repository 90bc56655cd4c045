import Diagnostics
import ZoneFile

/// Z126: raw bytes outside ASCII in a domain name.
enum NonASCIIName: ZoneRule {
    static let info = RuleInfo(
        "Z126",
        "non-ascii-name",
        .warning,
        fix: .unsafe,
        summary: "a domain name is written with letters outside ASCII",
        page: RulePage(
            whatItChecks: """
                Finds names with bytes outside ASCII, and works out the A-label (`xn--…`) where that is beyond doubt. \
                The instance names of DNS-SD, such as those below `_ipp._tcp`, are meant to be UTF-8 and are left alone.
                """,
            whyItMatters: """
                Programs ask for the A-label (RFC 5890), so nobody finds the name as it is written. BIND, NSD and ldns \
                publish the raw bytes, BIND with a warning for names of hosts; Knot refuses the zone.
                """,
            howToFix: "Write the A-label: `idn2 münchen` says `xn--mnchen-3ya`.",
            references: ["RFC 5890 §2.3.2.1", "RFC 3492", "RFC 6763 §4.1.1"]
        ),
        examples: [
            .bad("«münchen» IN A 192.0.2.10\nwww IN A 192.0.2.11\n"),
            .bad("_matrix-fed._tcp\tIN SRV (\n\t10 5 8448 ; größer\n\t«Matrix.BÜCHER.example.net.» )\r\n"),
            .good("xn--mnchen-3ya IN A 192.0.2.10\nBüro._ipp._tcp IN TXT \"größer\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .nonASCIIName {
            findings.report(nonASCII(problem, context))
        }
    }
}

// MARK: - Messages

extension NonASCIIName {
    private static func nonASCII(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let text = problem.span.text
        let isUTF8 = !text.unicodeScalars.contains("\u{FFFD}")
        let ascii = isUTF8 ? ALabel.name(text) : nil
        return Finding(
            info,
            "\(Words.quoted(text)) is not written in ASCII",
            at: LabelledSpan(problem.span, ascii.map { "asked for as \(Words.quoted($0, limit: 80))" } ?? "raw bytes"),
            why: "programs ask for the A-label, so nobody finds this name; Knot refuses the zone",
            help: isUTF8
                ? "write the A-label, which begins with `xn--`"
                : "the bytes are not UTF-8 (perhaps Latin-1): find out which letters are meant, and write the A-label",
            fixes: ascii.map { [Fix("write the A-label", .unsafe, [Edit(replace: problem.span, with: $0)])] } ?? [],
            subject: context.subject(of: problem)
        )
    }
}
